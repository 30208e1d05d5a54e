using VfioActors.Behaviors;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>The memory of one entry.</summary>
public sealed class EntryMemoryState : State
{
    internal EntryMemoryState(Journal journal)
        : base(journal) => Parts = SortedMap<int, EntryPart>(EntryPart.Count);

    /// <summary>Its parts, from 0.</summary>
    public SortedMap<int, EntryPart> Parts { get; }
}
