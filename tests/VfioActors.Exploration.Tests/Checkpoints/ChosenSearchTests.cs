using VfioActors.Behaviors;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Checkpoints;

/// <summary>A search that chooses its strategies goes on with the one that was at work, and with those after it.</summary>
public sealed class ChosenSearchTests : IDisposable
{
    private readonly KeptOnDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_search_of_states_goes_on_and_says_the_same()
    {
        Setup Again() => Bag("devices=3");
        var alone = Search.Run(Again, null, new());
        using CancellationTokenSource end = new();
        var cut = Search.Run(Again, null, Telling("stateful", end), end.Token);
        Assert.False(cut.Report.Complete);
        var header = Kept(cut.Report);
        Assert.Equal("stateful", header.Strategy);
        Assert.True(header.IsChosen);
        var resumed = Search.Run(Again, null, new() { From = Checkpoint.Open(_disk.Path) });
        Assert.Equal(alone.Reason, resumed.Reason);
        Assert.Equal(Outcome.Of(alone.Report), Outcome.Of(resumed.Report));
    }

    [Fact]
    public void What_reduction_found_is_found_when_sampling_went_on()
    {
        Setup Again() => Made.Sketch(Counting);
        using CancellationTokenSource end = new();
        var cut = Search.Run(Again, null, Telling("portfolio", end), end.Token);
        var header = Kept(cut.Report);
        Assert.Equal("portfolio", header.Strategy);
        Assert.True(header.IsChosen);
        Assert.StartsWith("dpor met runs of more than 10000 steps", header.Reason, StringComparison.Ordinal);
        using CancellationTokenSource endAgain = new();
        var resumed = Search.Run(
            Again, null, Telling("portfolio", endAgain) with { From = Checkpoint.Open(_disk.Path) }, endAgain.Token);
        Assert.Equal(cut.Reason, resumed.Reason);
        Assert.True(resumed.Report.Runs > header.Runs, $"{resumed.Report.Runs} runs");
        Assert.Superset(Made.Failures(cut.Report), Made.Failures(resumed.Report));
    }

    [Fact]
    public void Who_chose_must_choose_again()
    {
        Setup Again() => Bag("devices=3");
        using CancellationTokenSource end = new();
        Kept(Search.Run(Again, null, Telling("stateful", end), end.Token).Report);
        var from = Checkpoint.Open(_disk.Path);
        Assert.EndsWith("the search that is kept chooses its strategies itself: ask for none",
            Assert.Throws<CheckpointException>(() => Search.Run(Again, "stateful", new() { From = from })).Message,
            StringComparison.Ordinal);
        Kept(Search.Run(Again, "dfs", new() { Keeps = true, Runs = 3 }).Report);
        Assert.EndsWith("the search that is kept is by dfs, and no strategy is asked for",
            Assert.Throws<CheckpointException>(() =>
                Search.Run(Again, null, new() { From = Checkpoint.Open(_disk.Path) })).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Ends a search as soon as a strategy tells how far it is.</summary>
    private static ExplorationOptions Telling(string strategy, CancellationTokenSource end) => new()
    {
        Keeps = true,
        Progress = progress =>
        {
            if (progress.Strategy == strategy) { end.Cancel(); }
        },
    };

    private CheckpointHeader Kept(ExplorationReport report)
    {
        report.Unfinished!.Write(_disk.Path);
        return Checkpoint.Open(_disk.Path).Header;
    }

    /// <summary>Counts on for ever, and claims something about history: neither orders nor states end.</summary>
    private static void Counting(ScenarioBuilder builder)
    {
        var self = builder.Topology.Next;
        builder.Add("counts", new SketchBehavior(
            (state, _, outbox) =>
            {
                state.Value.Value++;
                outbox.Send(self, new ToyMessage.Token(1, 0));
            },
            outbox => outbox.Send(self, new ToyMessage.Token(1, 0))));
        builder.Claim(new StaysAtOne());
        builder.Claim(new AnyOrder());
    }

    private static Setup Bag(string parameter)
    {
        var scenario = ScenarioCatalog.Find("aux-attach-detach")!;
        var words = parameter.Split('=');
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [(words[0], words[1])], []), Delivery.Bag);
    }

    private sealed class AnyOrder : Ordering
    {
        public override string Claim => "What happens may happen in any order.";

        public override bool Sees(ActorId receiver, MessageKind kind) => true;

        public override (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view) => null;
    }
}
