using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Units.Work;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class FestTests
{
    private const int RunsMax = 20_000;

    [Fact]
    public void Every_other_run_is_one_of_pct()
    {
        var setup = Made.Tally(3, 5, TallyDefects.TornAddition);
        var fest = Orders(setup, new FestStrategy(4));
        var pct = Orders(setup, new PctStrategy(4));
        Assert.Equal(pct.Where((_, run) => run % 2 == 0), fest.Where((_, run) => run % 2 == 0));
        Assert.NotEqual(pct, fest);
    }

    /// <summary>
    /// Gates behind gates: each opens when its key comes before three others, which each order of four priorities does
    /// with a chance of a fourth. What opened one shows something new, and runs like it open the next.
    /// </summary>
    [Fact]
    public void What_is_behind_several_rare_orders_is_found_one_after_the_other()
    {
        var (fest, pct) = (0L, 0L);
        for (var seed = 1; seed <= 11; seed++)
        {
            fest += FirstOf(new FestStrategy(seed));
            pct += FirstOf(new PctStrategy(seed));
        }

        Assert.True(fest * 4 < pct, $"fest needs {fest} runs, pct {pct}");
    }

    [Fact]
    public void A_world_without_steps_has_runs_too()
    {
        var setup = Made.Sketch(builder => builder.Add("idle", new SketchBehavior()));
        Assert.Equal(9, Made.Explored(setup, new FestStrategy(1), new() { Runs = 9 }).Runs);
    }

    [Fact]
    public void Its_runs_cannot_be_given_to_other_processes()
    {
        var refused = Assert.Throws<NotSupportedException>(
            () => SharedSearches.KindOf(Made.Tally(2, 0), "fest", new() { Runs = 10 }));
        Assert.Equal("fest cannot be shared between processes: what a run does depends on the runs before it; "
            + "dpor, stateful, dfs, random, pct, pos, surw, portfolio can", refused.Message);
    }

    private static long FirstOf(IStrategy strategy)
    {
        var report = Made.Explored(
            Made.Sketch(builder => Gates(builder, 6)), strategy, new() { Runs = RunsMax, StopsAtFirst = true });
        return report.FirstBrokenRun is > 0 and var first ? first : RunsMax;
    }

    private static void Gates(ScenarioBuilder builder, int count)
    {
        const int Key = 1;
        IReadOnlyList<ActorId> next = [];
        for (var gate = count; gate > 0; gate--)
        {
            var behind = next;
            var to = builder.Add($"gate{gate}", new SketchBehavior((state, envelope, outbox) =>
            {
                var opens = state.Value.Value == 1 && Hearing.LabelOf(envelope) == Key;
                state.Value.Value++;
                Ensure.That(!opens || behind.Count > 0, "the last gate is open");
                foreach (var porter in opens ? behind : []) { outbox.Send(porter, new ToyMessage.Token(0, 0)); }
            }));
            var isFirst = gate == 1;
            next = [.. Enumerable.Range(Key, 4).Select(label => builder.Add($"porter{gate}{label}", new SketchBehavior(
                (_, _, outbox) => outbox.Send(to, new ToyMessage.Token(label, 0)),
                outbox =>
                {
                    if (isFirst) { outbox.Send(to, new ToyMessage.Token(label, 0)); }
                })))];
        }
    }

    private static List<ulong> Orders(Setup setup, IStrategy strategy)
    {
        RecordingStrategy recorded = new(strategy);
        Made.Explored(setup, recorded, new() { Runs = 60 });
        return recorded.Orders;
    }
}
