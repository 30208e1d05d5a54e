using VfioActors.Behaviors;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>A container that has as many calls to wait as it takes, and one in hand that waits for the memory.</summary>
public sealed class BusyContainerTests
{
    private static readonly ActorId C0 = new(1);
    private static readonly ActorId Memory = new(2);
    private static readonly ActorId Iommu = new(3);
    private static readonly ActorId Client = new(10);
    private static readonly ActorId Base = new(11);
    private static readonly ActorId Spare = new(12);

    private readonly Outbox _outbox = new();
    private readonly Cell _cell;
    private int _operations;

    public BusyContainerTests()
    {
        Topology topology = new();
        topology.Add("c0", new ContainerBehavior(new()
        {
            Memory = Memory,
            Groups = [new("p0", Base) { Unit = Iommu }, new("m0", Spare)],
            RequestsMax = 1,
            StartsOpen = true,
            StartsAs = ContainerKind.Type1v2,
            StartsWith = [(Base, new(1)), (Spare, DomainId.None)],
        }));
        _cell = topology.Make(C0, new Journal(keeps: false));
        Send(Client, new ContainerMessage.Map(default, default, new(Paging.Size), MapModes.ReadWrite, default));
        Assert.Equal(Memory, Assert.Single(_outbox.Effects.ToArray()).Envelope.To);
        Send(Client, default(ContainerMessage.StartLog));
        Assert.Empty(_outbox.Effects.ToArray());
    }

    [Fact]
    public void It_sends_a_call_of_a_user_and_a_group_that_enters_away()
    {
        Send(Client, default(ContainerMessage.StopLog));
        Assert.Equal(Errno.EAGAIN, Answers().Single().Error);
        Send(Spare, new ContainerMessage.AttachGroup(default));
        Assert.Equal(Errno.EAGAIN, Answers().Single().Error);
    }

    [Fact]
    public void It_lets_a_group_that_leaves_wait_and_go()
    {
        Send(Spare, default(ContainerMessage.DetachGroup));
        Assert.Empty(_outbox.Effects.ToArray());
        Send(Memory, new GuestMemoryMessage.Pinned(Errno.EFAULT, default, default, default, default));
        Send(Iommu, new IommuTableMessage.Unmapped(default, default, default, new(1), 1));
        Assert.Equal([Errno.EFAULT, Errno.None, Errno.None], Answers().Select(answer => answer.Error));
        Assert.Equal([Base], ((ContainerState)_cell.State).Groups.Keys.ToArray());
    }

    private IEnumerable<ContainerMessage.Done> Answers() =>
        from effect in _outbox.Effects.ToArray()
        where effect.Envelope.Is<ContainerMessage.Done>()
        select effect.Envelope.Read<ContainerMessage.Done>();

    private void Send<T>(ActorId from, in T message)
        where T : unmanaged, IMessage
    {
        var envelope = Envelope.Of(from, C0, in message).Serving(new(++_operations), 0);
        _outbox.Open(C0, envelope.Operation, 0, default);
        _cell.Receive(in envelope, _outbox);
    }
}
