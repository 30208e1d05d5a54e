using VfioActors.Exploration.Scenarios;
using VfioActors.Runtime.Control;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>What Akka.NET only tells is counted, each happening once, however often its step is taken again.</summary>
public sealed class TalliesTests
{
    [Theory]
    [InlineData("dpor")]
    [InlineData("random")]
    public void Dead_letters_restarts_and_what_nobody_handles_are_counted_in_every_report(string strategy)
    {
        using Played played = new(
            stage =>
            {
                var weak = stage.Create(
                    Heard.Of(me => me.On<int>(_ => throw new InvalidOperationException("weak"))), "weak");
                stage.Tell(weak, 1);
                stage.Tell(weak, "what?");
                var gone = stage.Create(Heard.Of(me => me.On<int>(_ => me.Around.Stop(me.Me))), "gone");
                stage.Tell(gone, 1);
                stage.Tell(gone, 2);
                stage.Tell(gone, 3);
            },
            ActorChecks.Names);
        var report = ControlledExplorer.Explore(played, strategy, runs: 1).Exploration;

        // What dpor looks at ahead of its search counts too.
        var runs = report.Tallies[0].Count;
        Assert.True(strategy == "dpor" ? runs >= 1 : runs == 1, $"{runs}");
        Assert.Equal(
            [
                new Tally("failures", runs), new Tally("restarts", runs), new Tally("unhandled messages", runs),
                new Tally("dead letters", 2 * runs),
            ],
            report.Tallies);
    }

    [Fact]
    public void Where_nothing_goes_wrong_every_count_is_zero()
    {
        using Played played = new(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => { })), "one"), 1));
        var report = ControlledExplorer.Explore(played, "dpor", runs: 10).Exploration;
        Assert.Equal(4, report.Tallies.Count);
        Assert.All(report.Tallies, tally => Assert.Equal(0, tally.Count));
    }
}
