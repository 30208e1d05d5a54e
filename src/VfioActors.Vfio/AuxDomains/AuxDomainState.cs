using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>What a domain owns: its PASID, who uses it, the shape of its tables, its mappings, and its lock.</summary>
public sealed class AuxDomainState : State, IWaits
{
    internal AuxDomainState(Journal journal, AuxDomainOptions options)
        : base(journal)
    {
        DefaultPasid = Variable<Pasid>();
        Attaches = Variable<uint>();
        Users = SortedMap<DeviceId, DeviceUse>(Math.Max(options.Units.Count, 64));
        Owned = SortedMap<Pasid, int>(64);
        TopLevel = Variable(options.Levels);
        Width = Variable<int>();
        Mappings = SortedMap<Iova, Pfn>(64);
        Freed = Variable<int>();
        Reported = Variable<Pasid>();
        Stale = Variable<Pasid>();
        Holder = Variable<OperationId>();
        Open = SortedMap<OperationId, KeptMessage>(options.RequestsMax);
        Attaching = SortedMap<OperationId, AuxAttachProgress>(options.RequestsMax);
        Detaching = SortedMap<OperationId, Pasid>(options.RequestsMax);
        Flushing = SortedMap<OperationId, int>(options.RequestsMax);
        Waiting = Fifo<OperationId>(options.RequestsMax);
    }

    /// <summary>The id under which the domain is on all its devices; none when it is on none.</summary>
    public Variable<Pasid> DefaultPasid { get; }

    /// <summary>
    /// How many attaches were not yet taken back: the kernel's auxd_refcnt, which wraps as its unsigned int does.
    /// </summary>
    public Variable<uint> Attaches { get; }

    /// <summary>The devices that it is on.</summary>
    public SortedMap<DeviceId, DeviceUse> Users { get; }

    /// <summary>The ids that the allocator gave to it and that it has not given back. The value is always 1.</summary>
    public SortedMap<Pasid, int> Owned { get; }

    /// <summary>The level of its highest table; those above it are freed.</summary>
    public Variable<int> TopLevel { get; }

    /// <summary>The width in bits of its addresses: the kernel's gaw; 0 before it was on any unit.</summary>
    public Variable<int> Width { get; }

    /// <summary>What it maps.</summary>
    public SortedMap<Iova, Pfn> Mappings { get; }

    /// <summary>1 when it and its tables are freed, else 0.</summary>
    public Variable<int> Freed { get; }

    /// <summary>The id that a driver was told last, while whoever asked may still rely on it.</summary>
    public Variable<Pasid> Reported { get; }

    /// <summary>The id that was given back last; only a defect keeps it.</summary>
    public Variable<Pasid> Stale { get; }

    /// <summary>The operation that holds the lock.</summary>
    public Variable<OperationId> Holder { get; }

    /// <summary>The requests that are heard and not yet answered.</summary>
    public SortedMap<OperationId, KeptMessage> Open { get; }

    /// <summary>How far those have come that attach.</summary>
    public SortedMap<OperationId, AuxAttachProgress> Attaching { get; }

    /// <summary>The ids that those that detach have read before the lock: only with a defect.</summary>
    public SortedMap<OperationId, Pasid> Detaching { get; }

    /// <summary>How many units still flush for those that unmap.</summary>
    public SortedMap<OperationId, int> Flushing { get; }

    /// <summary>The operations that wait for the lock, the oldest first.</summary>
    public Fifo<OperationId> Waiting { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        for (var at = 0; at < Open.Count; at++) { waits.Queued(Open.Values[at].From, Open.Keys[at]); }
    }
}
