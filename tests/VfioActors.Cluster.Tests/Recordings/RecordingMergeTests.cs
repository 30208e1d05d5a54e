using VfioActors.Cluster.Maps;
using VfioActors.Cluster.Recordings;
using VfioActors.Exploration.Schedules;
using VfioActors.Storm;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Cluster.Tests.Recordings;

public sealed class RecordingMergeTests
{
    [Fact]
    public async Task What_is_split_by_nodes_and_put_together_again_is_the_same_run()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var options = Storming.Small with { Seed = seed, Records = true, FaultRate = 0.05 };
            var report = await new StormRun(options).GoAsync("test");
            var setup = StormSetups.Of(options);
            Random random = new(seed);
            int[] homes = [.. Enumerable.Range(0, options.Machines).Select(_ => random.Next(4))];
            var parts = PartsOf(report.Recording!, new(setup, 4, homes)).ToArray();
            random.Shuffle(parts);
            var merged = RecordingMerge.Of(setup.Topology, parts);

            Assert.Equal(report.Recording!.Orders.Select(order => order.Actor), merged.Orders.Select(one => one.Actor));
            Assert.All(merged.Orders.Zip(report.Recording.Orders), one =>
            {
                Assert.Equal(one.Second.Words, one.First.Words);
                Assert.Equal(one.Second.State, one.First.State);
            });
            var (whole, _) = ForwardReplayer.Replay(setup, report.Recording);
            var (run, _) = ForwardReplayer.Replay(setup, merged);
            Assert.Equal(report.Messages, run.Steps);
            Assert.Equal(whole.Fingerprint, run.Fingerprint);
            Assert.True(run.AtRest);
            Assert.Empty(run.Findings);
        }
    }

    [Fact]
    public async Task Without_the_end_of_one_node_it_goes_as_far_as_causes_are_known()
    {
        var report = await new StormRun(Storming.Small with { Records = true }).GoAsync("test");
        var parts = PartsOf(report.Recording!, Storming.Map).ToArray();
        parts[1] = parts[1] with
        {
            Orders = [.. parts[1].Orders.Select(order => order with { Words = [.. FirstHalf(order)], State = null })],
            IsWhole = false,
        };
        var merged = RecordingMerge.Of(Storming.Setup.Topology, parts);
        Assert.False(merged.IsWhole);
        var (run, _) = ForwardReplayer.Replay(Storming.Setup, merged);
        Assert.InRange(run.Steps, 300, report.Messages - 300);
        Assert.True(run.Left > 0);
        Assert.Empty(run.Findings);
    }

    [Fact]
    public async Task A_receipt_that_is_missing_in_the_middle_does_not_fit()
    {
        var report = await new StormRun(Storming.Small with { Records = true }).GoAsync("test");
        var parts = PartsOf(report.Recording!, Storming.Map).ToArray();
        var orders = parts[2].Orders.ToArray();
        var busiest = Array.IndexOf(orders, orders.MaxBy(order => order.Words.Count));
        orders[busiest] = orders[busiest] with { Words = [.. orders[busiest].Words.Where((_, at) => at != 10)] };
        parts[2] = parts[2] with { Orders = orders };
        var merged = RecordingMerge.Of(Storming.Setup.Topology, parts);
        Assert.ThrowsAny<Exception>(() => Judged(merged));
    }

    [Fact]
    public async Task Two_nodes_with_one_actor_are_refused()
    {
        var report = await new StormRun(Storming.Small with { Records = true }).GoAsync("test");
        var failure = Assert.Throws<FormatException>(
            () => RecordingMerge.Of(Storming.Setup.Topology, [report.Recording!, report.Recording!]));
        Assert.Contains("two nodes recorded", failure.Message);
    }

    [Fact]
    public void Recordings_of_different_runs_are_refused()
    {
        var header = new StormRun(Storming.Small).HeaderOf("test");
        var other = new StormRun(Storming.Small with { Seed = 2 }).HeaderOf("test");
        var failure = Assert.Throws<FormatException>(
            () => RecordingMerge.Of(Storming.Setup.Topology, [new(header, []), new(other, [])]));
        Assert.Contains("different runs", failure.Message);
        Assert.Throws<FormatException>(() => RecordingMerge.Of(Storming.Setup.Topology, []));
        Assert.Throws<FormatException>(
            () => RecordingMerge.Of(Storming.Setup.Topology, [new(header, [new("stranger", [1])])]));
    }

    private static void Judged(Recording merged)
    {
        var (run, _) = ForwardReplayer.Replay(Storming.Setup, merged);
        if (run.Findings.Count > 0) { throw new InvalidDataException(run.Findings[0].Reason); }
    }

    private static IEnumerable<Recording> PartsOf(Recording recording, StormMap map) =>
        Enumerable.Range(0, map.Nodes).Select(node => recording with
        {
            Orders =
            [
                .. recording.Orders.Where(order =>
                    map.Topology.TryFind(order.Actor, out var actor) && map.NodeOf(actor) == node),
            ],
        });

    private static IEnumerable<ushort> FirstHalf(ReceiveOrder order)
    {
        ushort[] words = [.. order.Words];
        var at = 0;
        while (at < words.Length / 2 && ReceiptCode.TryRead(words, ref at, out _)) { }
        return words.Take(at);
    }
}
