using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.PageFaultQueues;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>What a page fault queue answers while other calls are under way, and who serves it.</summary>
public sealed class PageFaultQueueCallTests
{
    private static readonly ActorId Reporter = new(2), User = new(3), Memory = new(4);

    private readonly LoneActor _queue =
        LoneActor.Of(new PageFaultQueueBehavior(new() { Reporter = Reporter }, new([])));

    private int _operations;

    [Fact]
    public void Calls_that_are_not_over_are_64_at_most()
    {
        for (var device = 0; device < 64; device++)
        {
            Assert.True(Assert.Single(Ask(new PageFaultQueueMessage.Attach(new(device))))
                .Is<FaultReporterMessage.Register>());
        }

        Assert.Equal(Errno.EAGAIN, Refused(new PageFaultQueueMessage.Attach(new(64))));
        Assert.Equal(Errno.EAGAIN, Refused(new PageFaultQueueMessage.Detach(new(64))));
    }

    /// <summary>The mutex of the kernel keeps a detach waiting for the read: what it has in hand is read whole.</summary>
    [Fact]
    public void A_group_in_hand_is_read_whole_also_when_the_queue_leaves_meanwhile()
    {
        var read = Touching();
        var detach = ++_operations;
        _queue.Hears(User, default(PageFaultQueueMessage.Detach), detach);
        _queue.Hears(Reporter, new FaultQueueMessage.Unregistered(Errno.None), detach);
        var sent = _queue.Hears(Memory, new PageFaultQueueMessage.Touched(Errno.None), read);
        Assert.Equal([0x1000UL, 0x2000UL], Addresses(sent));
        Assert.Equal(new(80, Errno.None), sent[^1].Read<FaultUserMessage.Done>());
        Assert.Equal(Errno.EINVAL, Refused(new PageFaultQueueMessage.Write(1, ResponseCode.Success)));
    }

    [Fact]
    public void A_group_that_could_not_be_copied_stays_whole()
    {
        var read = Touching();
        var sent = _queue.Hears(Memory, new PageFaultQueueMessage.Touched(Errno.EFAULT), read);
        Assert.Equal(new(0, Errno.EFAULT), Assert.Single(sent).Read<FaultUserMessage.Done>());
        sent = Ask(new PageFaultQueueMessage.Read(default, new(80), uint.MaxValue, default));
        Assert.Equal([0x1000UL, 0x2000UL], Addresses(sent));
    }

    [Fact]
    public void Who_serves_a_queue_answers_each_group_once_and_reads_until_nothing_comes()
    {
        var server = LoneActor.Of(new GroupServerBehavior(User));
        Assert.True(Said(new FaultUserMessage.Signalled(default)).Is<PageFaultQueueMessage.Read>());
        foreach (var cookie in (uint[])[1, 1, 2])
        {
            Assert.Empty(server.Hears(User, new FaultUserMessage.Event(default, cookie, 0, 40), 1));
        }

        Assert.Equal(1U, Said(new FaultUserMessage.Done(120, Errno.None)).Read<PageFaultQueueMessage.Write>().Cookie);
        Assert.Equal(2U, Said(new FaultUserMessage.Done(8, Errno.None)).Read<PageFaultQueueMessage.Write>().Cookie);
        Assert.True(Said(new FaultUserMessage.Done(8, Errno.None)).Is<PageFaultQueueMessage.Read>());
        Assert.Empty(server.Hears(User, new FaultUserMessage.Done(0, Errno.None), 1));

        Envelope Said<T>(in T message)
            where T : unmanaged, IMessage => Assert.Single(server.Hears(User, in message, 1));
    }

    /// <summary>The queue is on a device, and a read of a group of two pages waits for its buffer.</summary>
    /// <returns>The operation of the read.</returns>
    private int Touching()
    {
        Ask(default(PageFaultQueueMessage.Attach));
        _queue.Hears(Reporter, new FaultQueueMessage.Registered(Errno.None), _operations);
        var last = FaultRecord.PageRequest(new(0x2000), new(5));
        Ask(new FaultQueueMessage.Report(new(1), last with { Address = new(0x1000), Flags = FaultFlags.None }));
        Ask(new FaultQueueMessage.Report(new(1), last));
        var sent = Ask(new PageFaultQueueMessage.Read(default, new(80), uint.MaxValue, Memory));
        Assert.True(Assert.Single(sent).Is<ServedMemoryMessage.Touch>());
        return _operations;
    }

    private List<Envelope> Ask<T>(in T message)
        where T : unmanaged, IMessage => _queue.Hears(User, in message, ++_operations);

    private Errno Refused<T>(in T message)
        where T : unmanaged, IMessage => Assert.Single(Ask(in message)).Read<FaultUserMessage.Done>().Error;

    private static IEnumerable<ulong> Addresses(IEnumerable<Envelope> sent) =>
        sent.Where(one => one.Is<FaultUserMessage.Event>()).Select(one => one.Read<FaultUserMessage.Event>().Data.Value);
}
