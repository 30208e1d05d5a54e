using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

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
        Hand = Variable<Work>();
        CallsMost = options.RequestsMax;
        Waiting = Fifo<ContainerRequest>(options.RequestsMax + DriversMost);
        Suspended = SortedMap<int, Work>(options.RequestsMax + DriversMost);
        Lists = SortedMap<ListKey, ListEntry>(1 << 14);
        Accesses = SortedMap<int, AccessWork>(options.RequestsMax);
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

    /// <summary>The call that has the lock.</summary>
    public Variable<Work> Hand { get; }

    /// <summary>The calls that wait for the lock, the oldest first.</summary>
    public Fifo<ContainerRequest> Waiting { get; }

    /// <summary>How many calls may wait before more are sent away.</summary>
    public int CallsMost { get; }

    /// <summary>The unmaps that wait for drivers, by slot.</summary>
    public SortedMap<int, Work> Suspended { get; }

    /// <summary>What drivers have sent of their lists so far.</summary>
    public SortedMap<ListKey, ListEntry> Lists { get; }

    /// <summary>
    /// The accesses by IOVA in flight, by lease: the mapping in hand of each stays while it is here.
    /// </summary>
    public SortedMap<int, AccessWork> Accesses { get; }

    /// <summary>Bitmaps that were freed twice; 0 in the reference.</summary>
    public Variable<int> FreedTwice { get; }

    /// <summary>Uses of mappings that were gone; 0 in the reference.</summary>
    public Variable<int> StaleUses { get; }

    /// <summary>References to groups that calls took and did not give back; 0 in the reference.</summary>
    public Variable<int> GroupRefs { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Hand.Value.Request.Kind != RequestKind.None) { Tell(waits, Hand.Value.Request); }
        for (var at = 0; at < Waiting.Count; at++) { Tell(waits, Waiting[at]); }
        foreach (ref readonly var call in Suspended.Values) { Tell(waits, call.Request); }
    }

    private static void Tell(WaitList waits, in ContainerRequest request) =>
        waits.Queued(request.Client, request.Operation);
}
