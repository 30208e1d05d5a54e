using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.Guests;

/// <summary>What a guest knows: the page requests that it has not answered.</summary>
public sealed class GuestState : State
{
    private const int RequestsMost = 4096;

    internal GuestState(Journal journal)
        : base(journal) => Requests = SortedMap<GroupKey, GuestRequest>(RequestsMost);

    /// <summary>The requests.</summary>
    public SortedMap<GroupKey, GuestRequest> Requests { get; }
}
