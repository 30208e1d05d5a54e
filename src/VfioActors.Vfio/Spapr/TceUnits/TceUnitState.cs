using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Spapr.TceUnits;

/// <summary>What the IOMMU of a POWER machine owns: windows and their entries.</summary>
public sealed class TceUnitState : State
{
    private const int LeavesMax = 1 << 20;

    internal TceUnitState(Journal journal, TceUnitOptions options)
        : base(journal)
    {
        Windows = SortedMap<int, DmaWindow>(options.WindowsMax);
        Entries = new(this, LeavesMax);
        Undecided = SortedMap<ReadSectionKey, TceUnitMessage.Exchange>(1 << 12);
        Choosing = Fifo<ReadSectionKey>(1 << 12);
        StaleUses = Variable<int>();
        for (var window = 0; window < options.StartsWith.Count; window++)
        {
            var (start, count, shift, container) = options.StartsWith[window];
            Windows[window] = new(start, count, shift, container, 0, 0);
        }
    }

    /// <summary>The windows by their numbers.</summary>
    public SortedMap<int, DmaWindow> Windows { get; }

    /// <summary>The entries of all windows.</summary>
    public TceTable Entries { get; }

    /// <summary>Exchanges of which it is open whether they fail, by who asked for which operation.</summary>
    public SortedMap<ReadSectionKey, TceUnitMessage.Exchange> Undecided { get; }

    /// <summary>Whose exchange is decided next.</summary>
    public Fifo<ReadSectionKey> Choosing { get; }

    /// <summary>Uses of windows that were gone; 0 in the reference.</summary>
    public Variable<int> StaleUses { get; }
}
