using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.NestedDomains;

/// <summary>What an address space with two stages owns.</summary>
public sealed class NestedDomainState : State
{
    private const int PagesMost = 4096;
    private const int CallsMost = 64;

    /// <summary>On how many devices and PASIDs it may be, the calls that are not answered among them.</summary>
    internal const int PlacesMost = 64;

    internal NestedDomainState(Journal journal)
        : base(journal)
    {
        Stage1 = SortedMap<Iova, GuestAddress>(PagesMost);
        Stage2 = SortedMap<GuestAddress, Pfn>(PagesMost);
        On = SortedMap<GroupKey, int>(PlacesMost);
        Calls = SortedMap<OperationId, NestedCall>(CallsMost);
    }

    /// <summary>The guest's tables.</summary>
    public SortedMap<Iova, GuestAddress> Stage1 { get; }

    /// <summary>The user's tables under them.</summary>
    public SortedMap<GuestAddress, Pfn> Stage2 { get; }

    /// <summary>On which devices it is, under which PASIDs; the group plays no part. The value is always 1.</summary>
    public SortedMap<GroupKey, int> On { get; }

    /// <summary>The calls that are not answered.</summary>
    public SortedMap<OperationId, NestedCall> Calls { get; }
}
