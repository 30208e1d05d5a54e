using VfioActors.Behaviors;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>Everything that is shared, with one owner.</summary>
public sealed class OneOwnerState : State
{
    internal OneOwnerState(Journal journal)
        : base(journal)
    {
        InUse = Variable<uint>();
        DefaultPasid = Variable<int>();
        Attached = Variable<int>();
        UnitUses = Variable<int>();
        Entries = SortedMap<EntryPlace, int>(128);
    }

    /// <summary>The ids in use, one bit each: bit 1 to bit 15.</summary>
    public Variable<uint> InUse { get; }

    /// <summary>The domain's id, 0 for none: dp.</summary>
    public Variable<int> DefaultPasid { get; }

    /// <summary>How many attaches were not yet taken back: ref.</summary>
    public Variable<int> Attached { get; }

    /// <summary>How many uses the unit counts: iref.</summary>
    public Variable<int> UnitUses { get; }

    /// <summary>The ids that each device's table has an entry for. The value is always 1.</summary>
    public SortedMap<EntryPlace, int> Entries { get; }

    /// <summary>Whether an id is in use.</summary>
    public bool IsLive(int pasid) => pasid > 0 && (InUse.Value & (1U << pasid)) != 0;
}
