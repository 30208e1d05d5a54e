using VfioActors.Exploration.Scenarios;
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

    /// <summary>Behind the place where a run stops nobody sees what races.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public void Runs_that_stop_where_they_break_something_first_break_what_those_of_brute_force_do(
        ToyFeatures features, Delivery delivery)
    {
        var (compared, broken) = (0, 0);
        ExplorationOptions stops = new() { StopsRuns = true };
        for (var seed = 0; seed < ToyCount.Programs; seed++)
        {
            Setup Again() => Made.Toy(seed, features, delivery);
            var brute = Made.Explored(Again(), new DfsStrategy(counts: false), stops with { Runs = OrdersMax });
            if (!brute.Complete) { continue; }
            compared++;
            broken += brute.Failures.Count > 0 ? 1 : 0;
            foreach (var workers in new[] { 1, 2 })
            {
                var dpor = Explorer.Explore(
                    Again, made => new DporStrategy(made.Properties), stops with { Workers = workers });
                Assert.True(dpor.Complete);
                Assert.Equal(Made.Failures(brute), Made.Failures(dpor));
            }
        }

        Assert.True(compared >= ToyCount.Programs / 2 && broken > 0, $"{compared} programs, {broken} broken");
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
