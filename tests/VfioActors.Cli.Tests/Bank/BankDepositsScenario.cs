using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>What a user of the program might bring along: a protocol that is not the house's.</summary>
public sealed class BankDepositsScenario : Scenario
{
    private const int Coin = 5;

    private static readonly Defect TwoSteps = new("BANK-01", "a deposit reads and writes the balance in two steps")
    {
        Subsystem = "bank",
        Violates = nameof(NoLostDeposit),
        CaughtBy = "SingleWriter",
        Source = "reading",
    };

    public override string Name => "bank-deposits";

    public override string Summary => "clients deposit coins in one account";

    public override string Subsystem => "bank";

    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("clients", "how many clients", 2, 1, 4),
        ScenarioParameter.Number("deposits", "how many coins each deposits", 1, 1, 4),
        ScenarioParameter.Number("goal", "what the account is to reach in some run", 0, 0, 1000),
    ];

    public override IReadOnlyList<Defect> Defects => [TwoSteps];

    public override IReadOnlyList<Profile> Profiles => [new("HASTY", "as it was first written", [TwoSteps.Id])];

    public override IReadOnlyList<Exhibit> Exhibits => [new(TwoSteps.Id, nameof(NoLostDeposit))];

    public override void Build(ScenarioBuilder builder)
    {
        var account = builder.Add("account", new AccountBehavior());
        var sum = 0;
        for (var client = 0; client < builder.Number("clients"); client++)
        {
            var name = $"client{client}";
            var deposits = Enumerable.Repeat(($"DEPOSIT({Coin})", Coin), builder.Number("deposits"));
            var script = builder.Script(name, deposits);
            sum += script.Sum(deposit => deposit.Operation);
            builder.Add(name, new DepositorBehavior(account, script, builder.Defects.Has(TwoSteps)));
        }

        builder.Claim(new NoLostDeposit(account, sum), new GoalReached(account, builder.Number("goal")));
    }
}
