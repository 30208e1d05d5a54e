using VfioActors.Behaviors;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;
using VfioActors.Vfio.Locks;

namespace VfioActors.Scenarios.Tests;

public sealed class DeadlockTests
{
    public static TheoryData<string, string[], string?> Orders => new()
    {
        { "both take a first", ["ab", "ab"], null },
        {
            "each takes its own first",
            ["ab", "ba"],
            "Progress: c0 waits for b, held by c1; c1 waits for a, held by c0"
        },
        {
            "three in a ring",
            ["ab", "bc", "ca"],
            "Progress: c0 waits for b, held by c1; c1 waits for c, held by c2; c2 waits for a, held by c0"
        },
        { "twice the same", ["aa"], "Progress: c0 waits for a" },
    };

    [Theory, MemberData(nameof(Orders))]
    public void Two_locks_in_opposite_orders_are_a_deadlock_whatever_is_claimed(
        string what, string[] scripts, string? failure)
    {
        foreach (var strategy in new[] { "dpor", "stateful", "dfs" })
        {
            var report = Explored(strategy, builder => Clients(builder, releases: true, scripts));
            Assert.True(report.Complete, what);
            string[] expected = failure is null ? [] : [failure];
            Assert.Equal(expected, report.Failures.Select(one => $"{one.Property.Name}: {one.Reason}"));
        }
    }

    [Fact]
    public void A_lock_that_is_kept_is_told()
    {
        var report = Explored("dpor", builder => Clients(builder, releases: false, "a"));
        Assert.Equal("NothingHeld", report.Failures[0].Property.Name);
        Assert.Equal("c0 holds a for ever", report.Failures[0].Reason);
    }

    [Fact]
    public void Who_waits_for_a_lock_that_is_kept_waits_for_ever()
    {
        var report = Explored("dpor", builder => Clients(builder, releases: false, "a", "a"));
        var progress = report.Failures.Where(one => one.Property.Name == "Progress");
        Assert.Contains("c1 waits for a, held by c0, for ever", progress.Select(one => one.Reason));
    }

    private static ExplorationReport Explored(string strategy, Action<ScenarioBuilder> build)
    {
        SketchScenario scenario = new(build);
        return Search.Run(
            () => Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal), strategy, new()).Report;
    }

    /// <summary>Clients that take the locks of their scripts one after the other, and then give all of them back.</summary>
    private static void Clients(ScenarioBuilder builder, bool releases, params string[] scripts)
    {
        SortedDictionary<char, ActorId> locks = [];
        foreach (var name in scripts.SelectMany(script => script).Distinct())
        {
            locks[name] = builder.Add($"{name}", new LockBehavior());
        }

        for (var client = 0; client < scripts.Length; client++)
        {
            var script = scripts[client];
            builder.Add($"c{client}", new SketchBehavior(
                (state, _, outbox) => OnGranted(state, outbox, script, locks, releases),
                outbox => outbox.Send(locks[script[0]], default(LockMessage.Acquire))));
        }
    }

    private static void OnGranted(
        ToyState state, Outbox outbox, string script, SortedDictionary<char, ActorId> locks, bool releases)
    {
        // The sketch's count starts at 1: so many locks are granted now.
        if (state.Value.Value < script.Length)
        {
            outbox.Send(locks[script[state.Value.Value++]], default(LockMessage.Acquire));
            return;
        }

        if (!releases) { return; }
        foreach (var name in script) { outbox.Send(locks[name], default(LockMessage.Release)); }
    }
}
