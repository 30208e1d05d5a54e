using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using VfioActors.Behaviors.Values;
using VfioActors.Hosting.Clients;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Kernels;
using VfioActors.Remote.Links;
using VfioActors.Runtime.Dispatch;
using VfioActors.Runtime.Telemetry;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Remote.Tests.Links;

/// <summary>The topology runs in a second process; all calls come from this one.</summary>
public sealed class TwoProcessTests : IDisposable
{
    /// <summary>Where the ring starts: after the page of the header.</summary>
    private const ulong FirstRecord = 4096;

    private static readonly Iova Start = new(0);
    private static readonly ByteCount Length = new(4 << Paging.Shift);
    private static readonly ContainerMessage.Map Map =
        new(Start, new(0x100000), Length, MapModes.ReadWrite, default);
    private static readonly ContainerMessage.Unmap Unmap = new(Start, Length, default, UnmapModes.None, default);
    private static readonly VendorDriverMessage.Pin Pin = new(Start, new(4), MapModes.ReadWrite, default);

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(120));

    private CancellationToken Patience => _patience.Token;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_container_and_a_driver_are_used_across_the_link(bool hyperion)
    {
        using var node = await SecondNode.StartAsync(hyperion ? ["hyperion"] : []);
        using var system = FirstNode.Start(hyperion);
        VfioClient client = new(RemoteKernel.At(system, node.Kernel), system);
        var container = await client.ContainerAsync("c0", Patience);
        var driver = await client.VendorDriverAsync("m0", Patience);
        var group = await client.GroupAsync("p0", Patience);
        Assert.Equal(Errno.None, (await container.MapAsync(Map, Patience)).Error);
        Assert.Equal(Errno.EEXIST, (await container.MapAsync(Map, Patience)).Error);
        var id = await client.IdOfAsync("c0", Patience);
        Assert.Equal(Errno.None, (await group.SetContainerAsync(id, default, Patience)).Error);
        Assert.Equal(Errno.None, (await group.OpenDeviceAsync(Patience)).Error);
        var pinned = await driver.PinAsync(Pin, Patience);
        Assert.Equal([new(Start, new(4), new(1))], pinned.Value);
        var moved = await driver.AccessAsync(
            new(new(4 << Paging.Shift), new(8), default, AccessModes.Read, 0, 0), Patience);
        Assert.Equal(Errno.EINVAL, moved.Error);
        Assert.Equal(new(Length.Value, Errno.None), await container.UnmapAsync(Unmap, Patience));
        Assert.Equal(Errno.None, (await group.CloseDeviceAsync(Patience)).Error);
        Assert.Equal(Errno.None, (await group.UnsetContainerAsync(Patience)).Error);
        Assert.Equal("rests True, holds 0", await node.EndAsync());
    }

    [Fact]
    public async Task A_domain_goes_on_a_device_of_another_node_and_leaves_it()
    {
        using var node = await SecondNode.StartAsync();
        using var system = FirstNode.Start();
        VfioClient client = new(RemoteKernel.At(system, node.Kernel), system);
        var domain = await client.AuxDomainAsync("d0", Patience);
        var device = await client.DeviceAsync("dev0", Patience);
        Assert.Equal(Errno.None, (await domain.AttachAsync(device, Patience)).Error);
        Assert.Equal(new(1, Errno.None), await domain.GetPasidAsync(Patience));
        Assert.Equal(Errno.EBUSY, (await domain.FreeAsync(Patience)).Error);
        Assert.Equal(Errno.None, (await domain.DetachAsync(device, Patience)).Error);
        Assert.Equal(Errno.EINVAL, (await domain.GetPasidAsync(Patience)).Error);
        await Assert.ThrowsAsync<ArgumentException>(async () => await client.DeviceAsync("no", Patience));
        Assert.Equal("rests True, holds 0", await node.EndAsync());
    }

    [Fact]
    public async Task A_fault_that_a_device_of_this_node_raises_is_in_the_ring_of_the_other()
    {
        using var node = await SecondNode.StartAsync();
        using var system = FirstNode.Start();
        var kernel = RemoteKernel.At(system, node.Kernel).ActorRef;
        var queue = await FoundAsync(kernel, "q0");
        var opened = await queue.Actor.Ask<FaultUserMessage.Done>(new FaultQueueMessage.Open(), Patience);
        Assert.Equal(Errno.None, opened.Error);
        var record = FaultRecord.Unrecoverable(new(0x7000));
        FaultReporterMessage.Raise raise = new(new(0), record);
        var (device, reporter) = (await FoundAsync(kernel, "q0.7"), await FoundAsync(kernel, "faults"));
        var raised = Envelope.Of(device.Id, reporter.Id, OperationId.None, Envelope.Unsent, raise);
        system.ActorSelection($"{node.Kernel}/kernel/faults").Tell(new PooledEnvelope(in raised), ActorRefs.NoSender);
        var expected = new byte[RecordBytes.Merged];
        RecordBytes.Write(in record, expected);
        while (!(await ReadAsync(queue.Actor, FirstRecord, RecordBytes.Merged)).SequenceEqual(expected)) { }
        var closed = await queue.Actor.Ask<FaultUserMessage.Done>(new FaultQueueMessage.Close(), Patience);
        Assert.Equal(Errno.None, closed.Error);
        Assert.Equal("rests True, holds 0", await node.EndAsync());
    }

    [Fact]
    public async Task Calls_to_a_node_that_dies_are_answered_and_so_are_later_ones()
    {
        using var node = await SecondNode.StartAsync("silent");
        using var system = FirstNode.Start();
        VfioClient client = new(RemoteKernel.At(system, node.Kernel), system);
        var container = await client.ContainerAsync("c0", Patience);
        var domain = await client.AuxDomainAsync("d0", Patience);
        var mapped = container.MapAsync(Map, Patience).AsTask();
        var attached = domain.AttachAsync(new(0), Patience).AsTask();
        await node.KillAsync();
        Assert.Equal(Errno.EIO, (await mapped).Error);
        Assert.Equal(Errno.EIO, (await attached).Error);
        Assert.Equal(Errno.EIO, (await container.UnmapAsync(Unmap, Patience)).Error);
    }

    [Fact]
    public async Task A_node_that_comes_back_is_found_again()
    {
        using var node = await SecondNode.StartAsync();
        using var system = FirstNode.Start(more: "akka.remote.retry-gate-closed-for = 200ms");
        VfioClient client = new(RemoteKernel.At(system, node.Kernel), system);
        var container = await client.ContainerAsync("c0", Patience);
        Assert.Equal(Errno.None, (await container.MapAsync(Map, Patience)).Error);
        await node.KillAsync();
        using var back = await SecondNode.StartAsync("at", $"{node.Port}");
        VfioAnswer<ulong> mapped;
        do { mapped = await container.MapAsync(Map, Patience); }
        while (mapped.Error == Errno.EIO);
        Assert.Equal(Errno.None, mapped.Error);
        Assert.Equal("rests True, holds 1", await back.EndAsync());
    }

    [Fact]
    public async Task Telemetry_hears_of_every_call_across_the_link()
    {
        ConcurrentQueue<string> spans = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == VfioActorsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans.Enqueue($"{activity.OperationName} {activity.Status}"),
        };
        using var node = await SecondNode.StartAsync();
        using var system = FirstNode.Start();
        VfioClient client = new(RemoteKernel.At(system, node.Kernel), system);
        var driver = await client.VendorDriverAsync("m0", Patience);
        ActivitySource.AddActivityListener(listener);
        Assert.Equal(Errno.EINVAL, (await driver.PinAsync(Pin, Patience)).Error);
        await node.KillAsync();
        Assert.Contains("VendorDriverMessage.Pin Ok", spans);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_named()
    {
        using var system = FirstNode.Start(more: "vfio-actors.remote.find-timeout = 1s");
        VfioClient client = new(RemoteKernel.At(system, "akka.tcp://app@127.0.0.1:1/user/vfio"), system);
        var lost = await Assert.ThrowsAsync<RemoteNodeException>(
            async () => await client.ContainerAsync("c0", Patience));
        Assert.Equal("akka.tcp://app@127.0.0.1:1/user/vfio did not answer within 00:00:01", lost.Message);
        var refused = Assert.Throws<ArgumentException>(() => RemoteKernel.At(system, "/user/vfio", "other"));
        Assert.StartsWith("'/user/vfio' is no actor of a node; accepted: such as akka.tcp://", refused.Message);
    }

    public void Dispose() => _patience.Dispose();

    private async Task<FoundActor> FoundAsync(IActorRef kernel, string name) =>
        await kernel.Ask<FoundActor>(new FindActor(name), Patience);

    /// <summary>Bytes of the queue's region; those of which nothing is said yet are zero.</summary>
    private async Task<byte[]> ReadAsync(IActorRef queue, ulong offset, int count)
    {
        FaultQueueMessage.Read read = new(new(offset), new((ulong)count), (uint)count, FaultRegion.Producer);
        var answer = await queue.Ask<WholeAnswer>(new WholeCall(read), Patience);
        Assert.Equal(Errno.None, ((FaultUserMessage.Done)answer.End).Error);
        List<byte> bytes = [];
        foreach (var part in answer.Parts.Cast<FaultUserMessage.Bytes>())
        {
            byte[] whole =
            [
                .. BitConverter.GetBytes(part.First.Value), .. BitConverter.GetBytes(part.Second.Value),
                .. BitConverter.GetBytes(part.Third.Value),
            ];
            bytes.AddRange(whole.Take(part.Count));
        }

        return [.. bytes];
    }
}
