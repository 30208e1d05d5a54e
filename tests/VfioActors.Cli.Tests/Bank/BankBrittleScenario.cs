using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>Deposits that are lost, in a bank whose property throws once it has looked so many times.</summary>
public sealed class BankBrittleScenario : BankScenario
{
    private const string BrittleBalance = nameof(BrittleBalance);

    private static readonly Defect TwoSteps = new("BANK-02", "a deposit reads and writes the balance in two steps")
    {
        Subsystem = "brittle",
        Violates = BrittleBalance,
        CaughtBy = "SingleWriter",
        Source = "reading",
    };

    private int _looks;

    public override string Name => "bank-brittle";

    public override string Summary => "clients deposit coins, and whoever checks the books loses patience";

    public override string Subsystem => "brittle";

    public override IReadOnlyList<Defect> Defects => [TwoSteps];

    public override IReadOnlyList<Exhibit> Exhibits =>
        [new(TwoSteps.Id, BrittleBalance, ("looks", "7"))];

    public override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Number("looks", "how many looks are taken before one throws", 100, 0, 100_000)];

    protected override void Write(Model model, ScenarioBuilder asked)
    {
        var (account, sum) = Deposits(model, clients: 2, deposits: 1, asked.Defects.Has(TwoSteps));
        var looks = asked.Number("looks");
        model.AtRest(BrittleBalance, "At rest the balance is the sum of all deposits.", view => ++_looks > looks
            ? throw new InvalidOperationException("the ledger is closed")
            : Lost(account, sum, view));
    }
}
