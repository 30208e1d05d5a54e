using VfioActors.Exploration;
using VfioActors.Exploration.Museums;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control.Hosting;
using VfioActors.Scenarios;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Runtime.Tests.Control;

public sealed class HostedTests
{
    public static TheoryData<string, string> Exhibits
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var scenario in ScenarioCatalog.All)
            {
                foreach (var exhibit in scenario.Exhibits) { data.Add(scenario.Name, exhibit.Defect); }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Exhibits))]
    public void A_trace_of_the_museum_replays_on_real_actors_with_equal_fingerprints(string name, string defect)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var exhibit = scenario.Exhibits.First(one => one.Defect == defect);
        var trace = Museum.Visit(scenario, exhibit, new() { TimePerSearch = TimeSpan.FromSeconds(60) }).Trace;
        Assert.NotNull(trace);
        using HostedScenario hosted = new(scenario);
        var (inWorld, onActors) = (TraceReplayer.Replay(scenario, trace), TraceReplayer.Replay(hosted, trace));
        Assert.Equal(inWorld.Steps, onActors.Steps);
        Assert.Equal(inWorld.Fingerprint, onActors.Fingerprint);
        Assert.Equal(inWorld.Findings.Select(one => one.Reason), onActors.Findings.Select(one => one.Reason));
        Assert.True(hosted.Deliveries >= trace.Steps.Count, "real actors took the steps");
    }

    [Fact]
    public void Every_order_that_matters_comes_to_the_same_on_real_actors()
    {
        Assert.True(Compare(new TallyScenario(), ("clerks", "3"), ("script", "2")) > 0);
        Assert.True(Compare(ScenarioCatalog.Find("aux-attach-detach")!, ("devices", "2")) > 0);
        Assert.True(Compare(ScenarioCatalog.Find("aux-one-owner")!) > 0);
        for (var seed = 0; seed < 10; seed++)
        {
            Compare(new ToyScenario(seed, ToyFeatures.Timers | ToyFeatures.Choices | ToyFeatures.Inline));
        }
    }

    [Fact]
    public void Whoever_explores_a_hosted_scenario_has_real_actors_take_every_step()
    {
        using HostedScenario hosted = new(new TallyScenario());
        var setup = Running.Made(hosted);
        var report = Explorer.Explore(() => setup, _ => new RandomStrategy(seed: 1), new() { Runs = 20 });
        Assert.True(report.Deliveries > 0 && hosted.Deliveries >= report.Deliveries, "no step was only remembered");
    }

    [Fact]
    public void A_crash_is_the_same_crash()
    {
        var setup = Running.Sketch(builder => builder.Add("weak", new Testing.Sketches.SketchBehavior(
            (_, _, _) => throw new InvalidOperationException("weak"),
            outbox => outbox.Send(new(1), new ToyMessage.Token(1, 0)))));
        using HostedScenario hosted = new(setup.Scenario);
        var (world, other) = (setup.MakeWorld(), Running.Made(hosted).MakeWorld());
        world.Take(world.Enabled[0]);
        other.Take(other.Enabled[0]);
        Assert.Equal("InvalidOperationException: weak", world.Crash?.Text);
        Assert.Equal(world.Crash, other.Crash);
        other.BackTo(0);
        Assert.Equal(1, other.Enabled.Length);
    }

    private static long Compare(Scenario scenario, params (string, string)[] values)
    {
        using HostedScenario hosted = new(scenario);
        LockstepStrategy? lockstep = null;
        var report = Explorer.Explore(
            () => Running.Made(scenario, values),
            setup => lockstep = new(new DporStrategy(setup.Properties), Running.Made(hosted, values).MakeWorld()),
            new() { Runs = 2000 });
        Assert.Equal(report.Runs, lockstep!.Runs);
        return lockstep.Steps;
    }

    /// <summary>Around another strategy: takes every finished run again in another world, and compares each step.</summary>
    private sealed class LockstepStrategy(IStrategy inner, World other) : ForwardingStrategy(inner)
    {
        private readonly List<ulong> _fingerprints = [];

        internal long Runs { get; private set; }

        internal long Steps { get; private set; }

        public override StrategyTraits Traits => base.Traits with { AsksAlways = true };

        public override RunStart? Begin(World world, long run)
        {
            var start = base.Begin(world, run);
            if (start is { IsRestart: true }) { Runs = 0; }
            return start;
        }

        public override Decision Choose(RunView run)
        {
            _fingerprints.RemoveRange(
                Math.Min(run.Depth, _fingerprints.Count), Math.Max(0, _fingerprints.Count - run.Depth));
            _fingerprints.Add(run.Fingerprint);
            return base.Choose(run);
        }

        public override void Finish(World world)
        {
            if (world.Enabled.Length == 0)
            {
                Runs++;
                Follow(world);
            }

            base.Finish(world);
        }

        private void Follow(World world)
        {
            other.BackTo(0);
            for (var step = 0; step < world.Depth; step++)
            {
                Assert.Equal(_fingerprints[step], other.Fingerprint);
                var key = world.KeyAt(step);
                other.Take(other.Enabled.ToArray().First(choice => other.KeyOf(choice) == key));
                Steps++;
            }

            Assert.Equal(world.Fingerprint, other.Fingerprint);
            Assert.Equal(world.Crash, other.Crash);
        }
    }
}
