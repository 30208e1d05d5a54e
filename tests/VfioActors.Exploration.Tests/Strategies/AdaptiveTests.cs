using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Units.Work;
using VfioActors.Testing.Tallies;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class AdaptiveTests
{
    private static readonly Setup Setup = Made.Tally(3, 5, TallyDefects.TornAddition);

    /// <summary>Each of six, at two runs of twelve, takes the run of that number as if it were alone.</summary>
    [Fact]
    public void Every_other_run_goes_to_each_in_turn()
    {
        var adaptive = Orders(new AdaptiveStrategy(4));
        IStrategy[] arms =
        [
            new RandomStrategy(4), new PctStrategy(4, 3), new PosStrategy(4), new PctStrategy(4, 2),
            new SurwStrategy(4),
        ];
        for (var arm = 0; arm < arms.Length; arm++)
        {
            var alone = Orders(arms[arm]);
            var turn = 2 * arm;
            Assert.Equal(alone.Where((_, run) => run % 12 == turn), adaptive.Where((_, run) => run % 12 == turn));
        }
    }

    [Fact]
    public void Its_runs_cannot_be_given_to_other_processes()
    {
        var refused = Assert.Throws<NotSupportedException>(
            () => SharedSearches.KindOf(Made.Tally(2, 0), "adaptive", new() { Runs = 10 }));
        Assert.StartsWith("adaptive cannot be shared between processes: what a run does depends on the runs before it; ",
            refused.Message, StringComparison.Ordinal);
    }

    private static List<ulong> Orders(IStrategy strategy)
    {
        RecordingStrategy recorded = new(strategy);
        Made.Explored(Setup, recorded, new() { Runs = 240 });
        return recorded.Orders;
    }
}
