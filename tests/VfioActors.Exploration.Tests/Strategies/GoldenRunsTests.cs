using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies;

/// <summary>
/// How many runs reduction needs for the first toy programs. More of them would say that some order is run twice, fewer
/// that some order is missed.
/// </summary>
public sealed class GoldenRunsTests
{
    private const int RunsMax = 3_000;

    /// <summary>The runs of the programs with the seeds 0, 1, and so on; -1 for more than are waited for.</summary>
    public static TheoryData<ToyFeatures, Delivery, long[]> Runs => new()
    {
        {
            ToyFeatures.None, Delivery.Causal,
            [1, 4, 2, 1, 1, 1, 2, 1, 17, 216, 12, 122, 18, 1, 4, 1, 1, 25, 12, 32]
        },
        {
            ToyFeatures.None, Delivery.Pair,
            [1, 4, 5, 1, 1, 1, 2, 1, 51, 216, 12, 166, 59, 1, 6, 1, 1, 55, 12, 54]
        },
        {
            ToyFeatures.None, Delivery.Mailbox,
            [1, 2, 1, 1, 1, 1, 1, 1, 340, 25, 16, 25, 2, 1, 3, 1, 1, 36, 122, 29]
        },
        {
            ToyFeatures.Glances, Delivery.Causal,
            [4, 557, 1, 1, 336, 290, 1, 1, 5, 6, 39, 1, 1, 4, 4, 204, 1, 2, -1, 80]
        },
        {
            ToyFeatures.Timers | ToyFeatures.Choices, Delivery.Causal,
            [16, 2010, 4, 48, -1, 152, 1, 24, 1, 134, 24, 341, 116, 4, 22, 2, 52, 227, 1, 1]
        },
        {
            ToyFeatures.Inline, Delivery.Causal,
            [1, 6, 1, 1, 1, 1, 3, 1, 1, 2, 29, 1, 5, 6, 1, 1, 1, 78, 1, 1]
        },
    };

    [Theory, MemberData(nameof(Runs))]
    public void Dpor_takes_as_many_runs_as_ever(ToyFeatures features, Delivery delivery, long[] expected)
    {
        long[] runs = [.. expected.Select((_, seed) => RunsOf(Made.Toy(seed, features, delivery)))];
        Assert.True(expected.SequenceEqual(runs), string.Join(", ", runs));
    }

    private static long RunsOf(Setup setup)
    {
        var report = Made.Explored(setup, new DporStrategy(setup.Properties), new() { Runs = RunsMax });
        return report.Complete ? report.Runs : -1;
    }
}
