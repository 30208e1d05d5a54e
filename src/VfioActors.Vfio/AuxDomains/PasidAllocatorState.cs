using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>
/// What the allocator owns: the ids in use. Ids that are taken from the beginning are an option, not state.
/// </summary>
public sealed class PasidAllocatorState : State
{
    /// <summary>How many ids may be in use at once, beside those taken from the beginning.</summary>
    public const int InUseMax = 64;

    internal PasidAllocatorState(Journal journal)
        : base(journal) => InUse = SortedMap<Pasid, PasidLease>(InUseMax);

    /// <summary>The ids in use with their owners.</summary>
    public SortedMap<Pasid, PasidLease> InUse { get; }
}
