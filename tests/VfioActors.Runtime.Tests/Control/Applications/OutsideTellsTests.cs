using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>A race of four steps among actors that have nothing to do with it.</summary>
public sealed class OutsideTellsTests
{
    private const int Pingers = 6;
    private const int Pings = 9;

    /// <summary>
    /// What was told to the pingers from outside is left out, and so is all that they tell each other, and that they
    /// start: of the 67 steps of a run 4 are left.
    /// </summary>
    [Theory]
    [InlineData("random")]
    [InlineData("pct")]
    public void What_has_no_part_in_a_race_is_left_out_of_it(string strategy)
    {
        using Pinging scenario = new();
        var report = ControlledExplorer.Explore(scenario, strategy, runs: 50);
        Assert.True(report.Exploration.Deliveries / report.Exploration.Runs > Pingers * Pings);
        var trace = Assert.Single(report.Traces);

        // Two are told to write, and the log hears the last before the first. Each starts with its first message.
        Assert.Equal(["first", "last", "log", "log"], trace.Steps.Select(step => step.To).Order());
        Assert.Equal(["last", "first"], trace.Steps.Where(step => step.To == "log").Select(step => step.From));
        Assert.Equal((2 * Pingers) + 3, trace.Header.Dropped.Count);
        var replayed = ControlledExplorer.Replay(scenario, trace);
        Assert.Equal("FirstIsFirst", Assert.Single(replayed.Findings).Property.Name);
    }

    private sealed class Pinging : AkkaScenario
    {
        private readonly List<string> _words = [];

        public override string Name => "pinging";

        public override string Summary => "Two write to a log, and six others ping each other.";

        protected override IReadOnlyList<ActorClaim> Claims =>
        [
            new("FirstIsFirst", "What the first writes stands before what the last writes.",
                () => string.Join(' ', _words) is var said && said != "last first" ? null : said),
        ];

        protected override void Begin(Stage stage)
        {
            _words.Clear();
            IActorRef[] pingers = new IActorRef[Pingers];
            for (var at = 0; at < Pingers; at++)
            {
                var next = (at + 1) % Pingers;
                pingers[at] = stage.Create(
                    Heard.Of(me => me.On<int>(left =>
                    {
                        if (left > 1) { pingers[next].Tell(left - 1); }
                    })),
                    $"pinger{at}");
            }

            var log = stage.Create(Heard.Of(me => me.On<string>(_words.Add)), "log");
            foreach (var pinger in pingers) { stage.Tell(pinger, Pings); }
            foreach (var name in new[] { "first", "last" })
            {
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell(name))), name), 1);
            }
        }
    }
}
