using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>What a user of the program might bring along: a protocol that is not the house's.</summary>
public sealed class BankDepositsScenario : BankScenario
{
    private static readonly Defect TwoSteps = new("BANK-01", "a deposit reads and writes the balance in two steps")
    {
        Subsystem = "bank",
        Violates = NoLostDeposit,
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

    public override IReadOnlyList<Exhibit> Exhibits => [new(TwoSteps.Id, NoLostDeposit)];

    protected override void Write(Model model, ScenarioBuilder asked)
    {
        var (account, sum) = Deposits(
            model, asked.Number("clients"), asked.Number("deposits"), asked.Defects.Has(TwoSteps));
        ClaimNoLostDeposit(model, account, sum);
        var goal = asked.Number("goal");
        model.Reaches("GoalReached", view => account.In(view).Balance >= goal, "the balance is at the goal");
    }
}
