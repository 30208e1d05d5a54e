using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.States;

/// <summary>What a container owns: what the kernel's vfio_iommu lock protects, and the lock.</summary>
public sealed class ContainerState : State, IWaits
{
    /// <summary>How many mappings there may be, whatever the limit.</summary>
    public const int MappingsMost = 1 << 24;

    /// <summary>How many requests of drivers may wait beside the calls: drivers are never sent away.</summary>
    public const int DriversMost = 1 << 14;

    internal ContainerState(Journal journal, ContainerOptions options)
        : base(journal)
    {
        IsOpen = Variable(options.StartsOpen ? 1 : 0);
        Kind = Variable(ContainerKind.None);
        MappingsMax = Variable(options.MappingsMax);
        Available = Variable<int>();
        Groups = SortedMap<ActorId, GroupEntry>(64);
        Domains = SortedMap<DomainId, DomainEntry>(64);
        Mappings = SortedMap<MappingKey, Mapping>(MappingsMost);
        Tree = new(SortedMap<MappingKey, TreeLinks>(MappingsMost), Variable<TreeLink>());
        Listeners = SortedMap<int, ActorId>(64);
        Pins = new(this);
        OddPins = SortedMap<OddKey, OddPin>(1 << 20);
        LogIsOn = Variable<int>();
        Log = new(this, 1 << 20);
        Answer = new(this, 1 << 20);
        HadIommu = Variable<int>();
        InvalidVaddrs = Variable<int>();
        Calls = new(
            Variable<KeptMessage>(), Variable<CallStage>(), Fifo<KeptMessage>(options.RequestsMax + DriversMost),
            options.RequestsMax);
        Map = Variable<MapProgress>();
        Fill = Variable<FillProgress>();
        Drain = Variable<DrainProgress>();
        Unmap = Variable<UnmapProgress>();
        Pin = Variable<PinProgress>();
        Attach = Variable<AttachProgress>();
        Detach = Variable<DetachProgress>();
        LockedLease = Variable<int>();
        Told = SortedMap<int, ToldUnmap>(options.RequestsMax + DriversMost);
        Sleeping = SortedMap<int, SleepingCall>(options.RequestsMax + DriversMost);
        Lists = SortedMap<PinListKey, ContainerMessage.PinListEntry>(1 << 14);
        Accesses = SortedMap<int, AccessProgress>(options.RequestsMax);
        FreedTwice = Variable<int>();
        StaleUses = Variable<int>();
        GroupRefs = Variable<int>();
        Apart = Variable<ApartCount>();
    }

    /// <summary>1 while its file is open.</summary>
    public Variable<int> IsOpen { get; }

    /// <summary>Its kind.</summary>
    public Variable<ContainerKind> Kind { get; }

    /// <summary>How many mappings it may have when it is given its next kind: 32 bits without a sign.</summary>
    public Variable<int> MappingsMax { get; }

    /// <summary>How many mappings may still be made: 32 bits without a sign.</summary>
    public Variable<int> Available { get; }

    /// <summary>The groups in it.</summary>
    public SortedMap<ActorId, GroupEntry> Groups { get; }

    /// <summary>Its IOMMU domains.</summary>
    public SortedMap<DomainId, DomainEntry> Domains { get; }

    /// <summary>Its mappings by their first address; those that are not kept apart never overlap.</summary>
    public SortedMap<MappingKey, Mapping> Mappings { get; }

    /// <summary>The mappings that are kept apart, since they may overlap others; none in the reference.</summary>
    public Variable<ApartCount> Apart { get; }

    /// <summary>The tree of its mappings; empty by the reference's rules, which need none.</summary>
    public MappingTree Tree { get; }

    /// <summary>The drivers that are told of unmaps, in the order in which their devices were opened.</summary>
    public SortedMap<int, ActorId> Listeners { get; }

    /// <summary>The pins of drivers.</summary>
    public PinLedger Pins { get; }

    /// <summary>
    /// The pins of drivers that a page alone does not tell, by mapping and address: under addresses that are not
    /// aligned, or of mappings that are kept apart.
    /// </summary>
    public SortedMap<OddKey, OddPin> OddPins { get; }

    /// <summary>1 while the dirty log is on.</summary>
    public Variable<int> LogIsOn { get; }

    /// <summary>
    /// The dirty log: a space for each mapping; the bits count from the mapping's start.
    /// </summary>
    public RunMap<DirtyRun> Log { get; }

    /// <summary>The bitmap that is being put together for a caller, in space 0.</summary>
    public RunMap<DirtyRun> Answer { get; }

    /// <summary>1 when an IOMMU-backed group was in it since it got its kind.</summary>
    public Variable<int> HadIommu { get; }

    /// <summary>How many mappings have no valid vaddr.</summary>
    public Variable<int> InvalidVaddrs { get; }

    /// <summary>The lock, the call that has it, and those that wait for it.</summary>
    public CallQueue Calls { get; }

    /// <summary>How far the current call has come, when it maps.</summary>
    public Variable<MapProgress> Map { get; }

    /// <summary>How far the pages of a mapping have come into domains for the current call.</summary>
    public Variable<FillProgress> Fill { get; }

    /// <summary>How far the pages of a mapping have left domains for the current call.</summary>
    public Variable<DrainProgress> Drain { get; }

    /// <summary>How far the current call has come, when it unmaps.</summary>
    public Variable<UnmapProgress> Unmap { get; }

    /// <summary>How far the current call has come, when a driver pins.</summary>
    public Variable<PinProgress> Pin { get; }

    /// <summary>How far the current call has come, when groups enter.</summary>
    public Variable<AttachProgress> Attach { get; }

    /// <summary>How far the current call has come, when a group leaves.</summary>
    public Variable<DetachProgress> Detach { get; }

    /// <summary>The access that keeps the lock while it copies, by its lease; 0 by the reference.</summary>
    public Variable<int> LockedLease { get; }

    /// <summary>The unmaps that wait for drivers, by slot.</summary>
    public SortedMap<int, ToldUnmap> Told { get; }

    /// <summary>The calls that sleep until another wakes them; none by the reference.</summary>
    public SortedMap<int, SleepingCall> Sleeping { get; }

    /// <summary>What drivers have sent of their lists so far.</summary>
    public SortedMap<PinListKey, ContainerMessage.PinListEntry> Lists { get; }

    /// <summary>
    /// The accesses by IOVA in flight, by lease: the mapping in hand of each stays while it is here.
    /// </summary>
    public SortedMap<int, AccessProgress> Accesses { get; }

    /// <summary>Bitmaps that were freed twice; 0 in the reference.</summary>
    public Variable<int> FreedTwice { get; }

    /// <summary>Uses of mappings that were gone; 0 in the reference.</summary>
    public Variable<int> StaleUses { get; }

    /// <summary>References to groups that calls took and did not give back; 0 in the reference.</summary>
    public Variable<int> GroupRefs { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Calls.IsLocked) { waits.Queued(Calls.Current.From, Calls.Current.Operation); }
        for (var at = 0; at < Calls.Waiting.Count; at++)
        {
            waits.Queued(Calls.Waiting[at].From, Calls.Waiting[at].Operation);
        }

        foreach (ref readonly var told in Told.Values) { waits.Queued(told.Call.From, told.Call.Operation); }
        foreach (ref readonly var sleeper in Sleeping.Values)
        {
            waits.Queued(sleeper.Call.From, sleeper.Call.Operation);
        }
    }

    /// <summary>Answers the current call and gives the lock back.</summary>
    internal void Finish(Errno error, ulong value, Outbox outbox) =>
        Finish(new ContainerMessage.Done(value, error, 0), outbox);

    /// <summary>Answers the current call and gives the lock back.</summary>
    internal void Finish(in ContainerMessage.Done answer, Outbox outbox)
    {
        Calls.Answer(in answer, outbox);
        Drop();
    }

    /// <summary>Gives the lock back without an answer: how far the call had come is forgotten.</summary>
    internal void Drop()
    {
        Calls.Drop();
        Map.Value = default;
        Fill.Value = default;
        Drain.Value = default;
        Unmap.Value = default;
        Pin.Value = default;
        Attach.Value = default;
        Detach.Value = default;
        LockedLease.Value = 0;
    }
}
