using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>A museum of a user that is wrong in each way: not clean when off, not found when on, never shown.</summary>
public sealed class BankCarelessScenario : BankScenario
{
    private static readonly Defect NeverClean = Made("BANK-03", "two steps, which the reference has too");
    private static readonly Defect NeverFound = Made("BANK-04", "a switch that nobody reads");
    private static readonly Defect NeverShown = Made("BANK-05", "a switch without an exhibit");

    public override string Name => "bank-careless";

    public override string Summary => "clients deposit coins, and whoever made the museum did not look";

    public override string Subsystem => "careless";

    public override IReadOnlyList<Defect> Defects => [NeverClean, NeverFound, NeverShown];

    public override IReadOnlyList<Exhibit> Exhibits =>
    [
        new(NeverClean.Id, NoLostDeposit, ("hurried", "1")),
        new(NeverFound.Id, NoLostDeposit),
    ];

    public override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Number("hurried", "whether a deposit takes two steps", 0, 0, 1)];

    protected override void Write(Model model, ScenarioBuilder asked)
    {
        var (account, sum) = Deposits(model, clients: 2, deposits: 1, asked.Number("hurried") == 1);
        ClaimNoLostDeposit(model, account, sum);
    }

    private static Defect Made(string id, string title) => new(id, title)
    {
        Subsystem = "careless",
        Violates = NoLostDeposit,
        CaughtBy = "SingleWriter",
        Source = "reading",
    };
}
