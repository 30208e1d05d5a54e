using VfioActors.Behaviors;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.IommuTables;

public sealed class IommuTableTests
{
    private static readonly ActorId Container = new(2);
    private static readonly ActorId Group = new(3);
    private static readonly DomainId First = new(1);
    private readonly Outbox _outbox = new();
    private readonly CellOf<IommuTableState> _cell = Made();

    [Fact]
    public void After_an_unmap_no_device_reaches_the_page_though_it_was_cached()
    {
        Tell(new IommuTableMessage.Map(new(0), new(4), new(100), First, TableRights.Read));
        Assert.Equal(new Pfn(102), Access(2, TableRights.Read).Page);
        Tell(new IommuTableMessage.Unmap(new(0), new(4), First, 0));
        Assert.Equal(Errno.EFAULT, Access(2, TableRights.Read).Error);
    }

    [Fact]
    public void A_right_that_was_not_given_is_refused()
    {
        Tell(new IommuTableMessage.Map(new(0), new(1), new(100), First, TableRights.Read));
        Assert.Equal(Errno.EFAULT, Access(0, TableRights.Write).Error);
        Assert.Equal(Errno.None, Access(0, TableRights.Read).Error);
    }

    [Fact]
    public void An_unmap_tells_the_pages_run_by_run()
    {
        Tell(new IommuTableMessage.Map(new(0), new(2), new(100), First, TableRights.Read));
        Tell(new IommuTableMessage.Map(new(0x3000), new(2), new(7), First, TableRights.Read));
        Tell(new IommuTableMessage.Unmap(new(0), new(5), First, 0));
        Assert.Equal(
            [
                new IommuTableMessage.Unmapped(new(0), new(2), new(100), First, 0),
                new IommuTableMessage.Unmapped(new(0x3000), new(2), new(7), First, 1),
            ],
            Replies<IommuTableMessage.Unmapped>());
    }

    [Fact]
    public void A_page_is_mapped_once()
    {
        Tell(new IommuTableMessage.Map(new(0x1000), new(1), new(100), First, TableRights.Read));
        Tell(new IommuTableMessage.Map(new(0), new(2), new(7), First, TableRights.Read));
        Assert.Equal([new IommuTableMessage.Mapped(Errno.EBUSY)], Replies<IommuTableMessage.Mapped>());
    }

    private static CellOf<IommuTableState> Made()
    {
        Topology topology = new();
        var unit = topology.Add("iommu", new IommuTableBehavior(new()));
        var cell = (CellOf<IommuTableState>)topology.Make(unit, new(keeps: true));
        Outbox outbox = new();
        outbox.Open(unit, default, 0, default);
        cell.Receive(Envelope.Of(Container, unit, new IommuTableMessage.Attach(Group, DomainId.None)), outbox);
        return cell;
    }

    private IommuTableMessage.Accessed Access(ulong page, TableRights rights)
    {
        Tell(new IommuTableMessage.Access(new(page << Paging.Shift), Group, rights));
        return Replies<IommuTableMessage.Accessed>().Single();
    }

    private List<T> Replies<T>()
        where T : unmanaged, IMessage
    {
        List<T> replies = [];
        foreach (var effect in _outbox.Effects) { replies.Add(effect.Envelope.Read<T>()); }
        return replies;
    }

    private void Tell<T>(in T message)
        where T : unmanaged, IMessage
    {
        _outbox.Open(_cell.Id, default, 0, default);
        _cell.Receive(Envelope.Of(Container, _cell.Id, in message), _outbox);
    }
}
