using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Hypervisors;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Spapr.TceUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Benchmarks;

/// <summary>
/// A memory, a registry, an IOMMU, a container and a hypervisor whose messages are handled one after the other, with
/// nothing between them.
/// </summary>
internal sealed class SpaprSteps
{
    private const ulong Base = 1UL << 32;
    private readonly ActorId _tester = new(100);
    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _network = [];
    private readonly List<Cell> _cells = [];
    private readonly int _entries;
    private readonly int _batch;
    private int _operations;

    /// <param name="entries">How many entries the window has.</param>
    /// <param name="batch">How many a call changes.</param>
    /// <param name="pages">How many pages of memory there are; as many as entries when not given.</param>
    internal SpaprSteps(int entries, int batch, ulong? pages = null)
    {
        (_entries, _batch) = (entries, batch);
        var (memory, registry, unit, container) = (new ActorId(1), new ActorId(2), new ActorId(3), new ActorId(4));
        WindowOptions window = new(default, new((ulong)entries), TcePageShift.Smallest, container);
        Topology topology = new();
        topology.Add("mm", new GuestMemoryBehavior(new()
        {
            Areas = [new(new(Base), new(pages ?? (ulong)entries), AreaKind.Anonymous)],
        }));
        topology.Add("registry", new RegionRegistryBehavior(new() { Memory = memory }));
        topology.Add("iommu", new TceUnitBehavior(new() { StartsWith = [window] }));
        GroupOptions group = new("p0", new(6)) { Unit = unit };
        topology.Add("c0", new SpaprContainerBehavior(new()
        {
            Memory = memory,
            Registry = registry,
            Unit = unit,
            Groups = [group],
            StartsAs = SpaprKind.Second,
            StartsWith = [group.Actor],
            StartsWithWindows = [new(default, window.Count, default, window.Shift, 0)],
        }));
        topology.Add("kvm", new HypervisorBehavior(new()
        {
            Registry = registry,
            Unit = unit,
            StartsWith = (window, 0),
        }));
        Journal journal = new(keeps: false);
        _cells.AddRange(topology.Actors.Select(actor => topology.Make(actor, journal)));
        if (pages is null) { Register((ulong)entries); }
    }

    internal void Register(ulong pages) => Carry(new(4), new SpaprContainerMessage.Register(
        new(Base), new(pages << Paging.Shift), default, default));

    internal void Unregister(ulong pages) => Carry(new(4), new SpaprContainerMessage.Unregister(
        new(Base), new(pages << Paging.Shift), default, default));

    /// <summary>Puts every entry of the window, and stuffs it.</summary>
    /// <returns>How many entries were changed.</returns>
    internal long PutAndStuffAll()
    {
        for (var first = 0; first < _entries; first += _batch)
        {
            var at = (ulong)first << Paging.Shift;
            Carry(new(5), new HypercallMessage.PutIndirect(new(at), new(Base + at), TceRights.ReadWrite, _batch));
        }

        for (var first = 0; first < _entries; first += _batch)
        {
            Carry(new(5), new HypercallMessage.Stuff(new((ulong)first << Paging.Shift), _batch, default));
        }

        return 2L * _entries;
    }

    private void Carry<T>(ActorId to, in T message)
        where T : unmanaged, IMessage
    {
        _operations = (_operations + 1) & int.MaxValue;
        _network.Enqueue(Envelope.Of(_tester, to, in message).Serving(new(_operations), 0));
        while (_network.TryDequeue(out var envelope))
        {
            if (envelope.To == _tester) { Check(in envelope); }
            else { Step(in envelope); }
        }
    }

    private void Step(in Envelope envelope)
    {
        _outbox.Open(envelope.To, envelope.Operation, 0, default);
        _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
        foreach (var effect in _outbox.Effects) { _network.Enqueue(effect.Envelope); }
    }

    private static void Check(in Envelope answer)
    {
        var error = answer.Is<HypercallMessage.Done>(out var done)
            ? done.Error
            : answer.Read<SpaprContainerMessage.Done>().Error;
        Ensure.That(error == Errno.None, "what is measured is done");
    }
}
