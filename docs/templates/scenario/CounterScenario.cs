using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;

namespace Sample1;

/// <summary>Which actors there are, what their users do, and what must hold.</summary>
public sealed class CounterScenario : Scenario
{
    public override string Name => "counter";

    public override string Summary => "two users add one to a counter";

    public override string Subsystem => "counter";

    public override void Build(ScenarioBuilder builder)
    {
        var counter = builder.Add("counter", new CounterBehavior());
        foreach (var name in (string[])["alice", "bob"])
        {
            var script = builder.Script(name, [("ADD(1)", 1)]);
            builder.Add(name, new UserBehavior(counter, script));
        }

        builder.Claim(new NothingLost(counter));
    }

    private sealed class NothingLost(ActorId counter) : AtRest
    {
        public override string Claim => "At rest the counter has what both added.";

        public override string? Refute(IWorldView view)
        {
            var value = view.State<CounterState>(counter).Value.Value;
            return value == 2 ? null : $"the counter has {value}, not 2";
        }
    }
}
