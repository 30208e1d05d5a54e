using VfioActors.Behaviors;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Benchmarks;

/// <summary>
/// A container with an IOMMU-backed group and an emulated one, a memory, an IOMMU and a driver, on the smallest host
/// there is: a queue of messages, each handled in its turn, nothing taken back.
/// </summary>
internal sealed class Type1Machine
{
    private const ulong Base = 1UL << 44;

    private readonly Topology _topology = new();
    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _network = [];
    private readonly List<Cell> _cells = [];
    private readonly ActorId _caller = new(7);
    private Envelope _reply;

    internal Type1Machine(ulong pages, bool backed, bool scattered)
    {
        GroupOptions[] groups = [new("p0", new(4)) { Unit = new(3) }, new("m0", new(5)) { Driver = new(6) }];
        AreaOptions area = new(new(Base), new(pages), scattered ? AreaKind.NoAccess : AreaKind.Anonymous);
        _topology.Add("c0", new ContainerBehavior(new() { Memory = new(2), Groups = groups, StartsOpen = true }));
        _topology.Add("mm", new GuestMemoryBehavior(new() { Areas = [area] }));
        _topology.Add("iommu", new IommuTableBehavior(new()));
        foreach (var group in groups) { _topology.Add(group.Name, new GroupBehavior(group, KernelRules.Fixed)); }
        _topology.Add("d0", new VendorDriverBehavior(new(new(5))));
        Journal journal = new(keeps: false);
        _cells.AddRange(_topology.Actors.Select(actor => _topology.Make(actor, journal)));
        if (scattered) { Scatter(pages); }
        if (backed) { Join(new(4)); }
        Join(new(5));
        Ask(new(1), new ContainerMessage.SetKind(ContainerKind.Type1v2, default));
        Ask(new(5), default(GroupMessage.OpenDevice));
    }

    /// <summary>How many messages were handled.</summary>
    internal long Messages { get; private set; }

    internal void Map(ulong pages)
    {
        ByteCount size = new(pages * Paging.Size);
        Ask(new(1), new ContainerMessage.Map(default, new(Base), size, MapModes.ReadWrite, default));
        Expect(_reply.Read<ContainerMessage.Done>().Error);
    }

    internal void Unmap(ulong pages)
    {
        Ask(new(1), new ContainerMessage.Unmap(default, new(pages * Paging.Size), default, default, default));
        Expect(_reply.Read<ContainerMessage.Done>().Error);
    }

    internal void Pin(ulong page, ulong pages)
    {
        Ask(new(6), new VendorDriverMessage.Pin(new(page * Paging.Size), new(pages), MapModes.ReadWrite, default));
        Expect(_reply.Read<VendorDriverMessage.Done>().Error);
    }

    internal void Unpin(ulong page, ulong pages)
    {
        Ask(new(6), new VendorDriverMessage.Unpin(new(page * Paging.Size), new(pages)));
        Expect(_reply.Read<VendorDriverMessage.Done>().Error);
    }

    /// <summary>Brings the pages in from the last to the first, so that no two neighbours lie side by side.</summary>
    private void Scatter(ulong pages)
    {
        Ask(new(2), new GuestMemoryMessage.MapArea(new(Base), new(pages), AreaKind.Anonymous, default));
        for (var page = pages; page > 0; page--)
        {
            Vaddr vaddr = new(Base + ((page - 1) * Paging.Size));
            Ask(new(2), new GuestMemoryMessage.Touch(vaddr, new(1), default, AreaRights.Write));
        }
    }

    private void Join(ActorId group)
    {
        Ask(group, default(GroupMessage.Open));
        Ask(group, new GroupMessage.SetContainer(new(1), default));
        Expect(_reply.Read<GroupMessage.Done>().Error);
    }

    private static void Expect(Errno error)
    {
        if (error != Errno.None) { throw new InvalidOperationException($"refused: {error}"); }
    }

    private void Ask<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        _network.Enqueue(Envelope.Of(_caller, to, in message));
        while (_network.TryDequeue(out var envelope))
        {
            Messages++;
            if (envelope.To == _caller) { _reply = envelope; }
            else { Step(in envelope); }
        }
    }

    private void Step(in Envelope envelope)
    {
        _outbox.Open(envelope.To, envelope.Operation, 0, default);
        _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
        foreach (ref readonly var effect in _outbox.Effects) { _network.Enqueue(effect.Envelope); }
    }
}
