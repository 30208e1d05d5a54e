using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>Deposits that are lost, in a bank whose property throws once it has looked so many times.</summary>
public sealed class BankBrittleScenario : Scenario
{
    private const int Coin = 5;

    private static readonly Defect TwoSteps = new("BANK-02", "a deposit reads and writes the balance in two steps")
    {
        Subsystem = "brittle",
        Violates = nameof(BrittleBalance),
        CaughtBy = "SingleWriter",
        Source = "reading",
    };

    private int _looks;

    public override string Name => "bank-brittle";

    public override string Summary => "clients deposit coins, and whoever checks the books loses patience";

    public override string Subsystem => "brittle";

    public override IReadOnlyList<Defect> Defects => [TwoSteps];

    public override IReadOnlyList<Exhibit> Exhibits =>
        [new(TwoSteps.Id, nameof(BrittleBalance), ("looks", "7"))];

    public override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Number("looks", "how many looks are taken before one throws", 100, 0, 100_000)];

    public override void Build(ScenarioBuilder builder)
    {
        var account = builder.Add("account", new AccountBehavior());
        var sum = 0;
        for (var client = 0; client < 2; client++)
        {
            var name = $"client{client}";
            var script = builder.Script(name, [($"DEPOSIT({Coin})", Coin)]);
            sum += script.Sum(deposit => deposit.Operation);
            builder.Add(name, new DepositorBehavior(account, script, builder.Defects.Has(TwoSteps)));
        }

        var looks = builder.Number("looks");
        builder.Claim(new BrittleBalance(account, sum, () => ++_looks > looks));
    }
}
