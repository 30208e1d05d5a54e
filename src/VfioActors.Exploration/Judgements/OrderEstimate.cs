using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Judgements;

/// <summary>Tells from a few random runs that brute force would not come to its end.</summary>
/// <remarks>
/// Knuth, "Estimating the Efficiency of Backtrack Programs", Mathematics of Computation 29, 1975: the product of the
/// widths along a random path is an unbiased estimate of the number of leaves. It only saves time: what it lets pass is
/// still bounded, and what it stops is counted as too large.
/// </remarks>
internal static class OrderEstimate
{
    private const int Paths = 6;

    /// <summary>One lucky path is no proof: only an estimate of many times the limit is believed.</summary>
    private const double Margin = 8;

    internal static bool IsBeyond(long limit, Setup setup)
    {
        var world = setup.MakeWorld();
        SeededRandom random = new(limit);
        var sum = 0.0;
        for (var path = 0; path < Paths; path++)
        {
            world.BackTo(0);
            var product = 1.0;
            while (world.Enabled is { Length: > 0 } enabled && world.Depth < Explorer.StepsPerRunMax)
            {
                product *= enabled.Length;
                world.Take(enabled[random.Below(enabled.Length)]);
            }

            sum += product;
        }

        return sum / Paths > limit * Margin;
    }
}
