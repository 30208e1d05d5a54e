using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests;

public sealed class DporAgainstBruteForceTests
{
    /// <summary>Programs with more orders than this are passed over.</summary>
    private const int OrdersMax = 2_000;

    public static TheoryData<ToyFeatures, Delivery> Kinds => ToyKinds.All;

    [Theory, MemberData(nameof(Kinds))]
    public void Dpor_reaches_the_final_states_and_failures_of_brute_force_and_runs_no_order_twice(
        ToyFeatures features, Delivery delivery)
    {
        var (compared, all, reduced) = (0, 0L, 0L);
        for (var seed = 0; seed < ToyCount.Programs; seed++)
        {
            var setup = Made.Toy(seed, features, delivery);
            RecordingStrategy brute = new(new DfsStrategy(counts: false));
            var everything = Explorer.Explore(() => setup, _ => brute, new() { Runs = OrdersMax });
            if (!everything.Complete) { continue; }
            RecordingStrategy dpor = new(new DporStrategy(setup.Properties));
            var report = Explorer.Explore(() => setup, _ => dpor, new());
            var at = $"seed {seed}, {features}, {delivery}";
            Assert.True(report.Complete, at);
            Assert.True(brute.FinalStates.SetEquals(dpor.FinalStates), at);
            Assert.True(Made.Failures(everything).SetEquals(Made.Failures(report)), at);
            if (features is ToyFeatures.None && delivery != Delivery.Mailbox)
            {
                Assert.Equal(dpor.Orders.Count, dpor.Orders.Distinct().Count());
                Assert.Equal(brute.Orders.Distinct().Count(), dpor.Orders.Count);
            }

            compared++;
            all += everything.Runs;
            reduced += report.Runs;
        }

        Assert.True(compared >= ToyCount.Programs * 55 / 100, $"only {compared} programs were small enough");
        // A property that sees every step leaves nothing to reduce.
        var seesAll = features.HasFlag(ToyFeatures.Observer | ToyFeatures.Inline);
        Assert.True(seesAll ? reduced <= all : reduced < all, $"{reduced} of {all} runs");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Stateful_search_meets_the_states_and_failures_of_brute_force(ToyFeatures features, Delivery delivery)
    {
        for (var seed = 0; seed < ToyCount.Programs; seed++)
        {
            var setup = Made.Toy(seed, features, delivery);
            RecordingStrategy brute = new(new DfsStrategy(counts: false));
            var everything = Explorer.Explore(() => setup, _ => brute, new() { Runs = OrdersMax });
            if (!everything.Complete) { continue; }
            RecordingStrategy stateful = new(new StatefulStrategy());
            var report = Explorer.Explore(() => setup, _ => stateful, new());
            var at = $"seed {seed}, {features}, {delivery}";
            Assert.True(report.Complete, at);
            Assert.True(brute.FinalStates.SetEquals(stateful.FinalStates), at);
            Assert.True(Made.Failures(everything).SetEquals(Made.Failures(report)), at);
        }
    }
}
