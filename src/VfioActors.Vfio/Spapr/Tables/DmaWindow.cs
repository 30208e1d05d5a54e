using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>A range of I/O addresses with a table behind it: the kernel's iommu_table.</summary>
/// <param name="Start">The first address.</param>
/// <param name="Count">How many entries the table has.</param>
/// <param name="Shift">The size of an IOMMU page.</param>
/// <param name="Container">The container that made it; nobody when it has given it up.</param>
/// <param name="Users">How many hypervisors have it beside the container.</param>
/// <param name="Reserved">Always 0: no gaps.</param>
public readonly record struct DmaWindow(
    Iova Start, TceCount Count, TcePageShift Shift, ActorId Container, int Users, int Reserved)
{
    /// <summary>Whether an address is of this window.</summary>
    public bool Contains(Iova iova) => iova >= Start && (iova.Value - Start.Value) >> Shift.Value < Count.Value;

    /// <summary>The index of the entry of an address at or behind the start.</summary>
    public TceIndex IndexOf(Iova iova) => new((iova.Value - Start.Value) >> Shift.Value);

    /// <summary>The address of an entry.</summary>
    public Iova AddressOf(TceIndex index) => new(Start.Value + (index.Value << Shift.Value));
}
