using System.Text.Json;
using VfioActors.Cluster.Orders;
using VfioActors.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Values;

namespace VfioActors.Cluster.Tests.Orders;

public sealed class OrderLineTests
{
    [Fact]
    public void A_storm_is_told_as_it_was_asked_for()
    {
        var storm = Storming.Small with
        {
            DiesOnceIn = 0,
            Operations = 0,
            FaultRate = 0.25,
            Shape = "waves",
            Mix = "attach+map",
            Defects = ["AUX-10"],
            RecordTo = "a file",
            Patience = TimeSpan.FromMilliseconds(1),
        };
        NodeOrder order = new() { Do = NodeTask.Start, Storm = storm, Nodes = 3, Node = 0, Product = "1.0" };
        var line = OrderLine.Of(order);
        Assert.DoesNotContain('\n', line);
        var read = OrderLine.Read<NodeOrder>(line);
        Assert.Equal(line, OrderLine.Of(read));
        Assert.Equal(NodeTask.Start, read.Do);
        Assert.Equal(
            storm.Arguments(ScenarioCatalog.Storm).Values, read.Storm!.Arguments(ScenarioCatalog.Storm).Values);
        Assert.Equal(0, read.Storm.DiesOnceIn);
        Assert.Equal(storm.Patience, read.Storm.Patience);
        Assert.Equal(storm.RecordTo, read.Storm.RecordTo);
        Assert.Equal(storm.Defects, read.Storm.Defects);
    }

    [Fact]
    public void A_judgement_arrives_whole()
    {
        NodeJudgement judgement = new()
        {
            Violations = [new("Claim", "It holds.", "it does not", "iommu0", 3)],
            Judged = [0, 7],
            Left = [new("page still mapped on machine0", "pages still mapped on machine0", 2)],
            Inherited = 5,
            Refusals = new Dictionary<Errno, long> { [Errno.EIO] = 4 },
            Latencies = [[1023, 2]],
            ClientP99 = [0],
            Loads = [new("iommu0", 9)],
        };
        var line = OrderLine.Of(new NodeAnswer { Judgement = judgement });
        var read = OrderLine.Read<NodeAnswer>(line);
        Assert.Equal(line, OrderLine.Of(read));
        Assert.Equal(judgement.Violations, read.Judgement!.Violations);
        Assert.Equal(4, read.Judgement.Refusals[Errno.EIO]);
        Assert.Equal("2 pages still mapped on machine0", read.Judgement.Left[0].ToString());
    }

    [Fact]
    public void A_client_is_elsewhere_as_its_book_says()
    {
        var client = Storming.Map.FirstClient;
        var state = StateOf();
        Assert.NotNull(ClientBook.Of(client, state));
        state.Phase.Value = StormPhase.Resting;
        Assert.Null(ClientBook.Of(client, state));

        state.Phase.Value = StormPhase.GivenUp;
        state.Open[new(7)] = new(new(1, new(2), 3), 4, 5);
        state.Held[new(2, new(3), long.MaxValue)] = 6;
        state.Held[new(2, new(4), -1)] = 1;
        var book = OrderLine.Read<ClientBook>(OrderLine.Of(ClientBook.Of(client, state)));
        var elsewhere = StateOf();
        ClientBook.Fill(elsewhere, book);
        Assert.Equal(state.Fingerprint, elsewhere.Fingerprint);

        ClientBook.Fill(elsewhere = StateOf(), null);
        Assert.Equal(StormPhase.Resting, elsewhere.Phase.Value);

        StormClientState StateOf() =>
            (StormClientState)Storming.Map.Topology.Make(client, new(keeps: false)).State;
    }

    [Fact]
    public void What_is_no_line_is_refused()
    {
        Assert.Throws<JsonException>(() => OrderLine.Read<NodeOrder>("null"));
        Assert.Throws<JsonException>(() => OrderLine.Read<NodeOrder>("{\"Do\":\"Nonsense\"}"));
        Assert.Throws<JsonException>(() => OrderLine.Read<NodeOrder>("nonsense"));
    }
}
