using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Tests.Bank;

/// <summary>A user's mistake: an account that does not always answer the same question in the same way.</summary>
public sealed class BankMoodsScenario : Scenario
{
    public override string Name => "bank-moods";

    public override string Summary => "clients deposit coins in an account with moods";

    public override string Subsystem => "bank";

    public override void Build(ScenarioBuilder builder)
    {
        var account = builder.Add("account", new MoodyAccountBehavior());
        for (var client = 0; client < 3; client++)
        {
            var name = $"client{client}";
            var script = builder.Script(name, [($"DEPOSIT({client})", client)]);
            builder.Add(name, new DepositorBehavior(account, script, looksFirst: false));
        }
    }
}
