using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>What a container knows of a window that it has.</summary>
/// <param name="Start">The first address.</param>
/// <param name="Count">How many entries.</param>
/// <param name="TablePages">How many pages were charged for the table.</param>
/// <param name="Shift">The size of an IOMMU page.</param>
/// <param name="Window">Its number at the IOMMU.</param>
public readonly record struct OwnWindow(
    Iova Start, TceCount Count, PageCount TablePages, TcePageShift Shift, int Window)
{
    /// <summary>Whether the entry of an address is of it.</summary>
    public bool Contains(Iova iova) =>
        iova.Value >> Shift.Value >= Start.Value >> Shift.Value
        && (iova.Value >> Shift.Value) - (Start.Value >> Shift.Value) < Count.Value;

    /// <summary>How many entries there are from that of an address on.</summary>
    public TceCount From(Iova iova) => new(Count.Value - ((iova.Value - Start.Value) >> Shift.Value));
}
