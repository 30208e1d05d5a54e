using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How far a map has come.</summary>
/// <param name="Done">How many entries are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Batch">How many are in hand.</param>
/// <param name="Frame">The first page frame in hand.</param>
/// <param name="Region">The region in hand; none when pages are pinned for the entries.</param>
/// <param name="Window">The number of the window.</param>
/// <param name="Slot">Where the container keeps that window.</param>
/// <param name="Shift">The size of its IOMMU pages.</param>
/// <param name="IsOwn">1 when pages are pinned for the entries; 0 when they are of regions.</param>
/// <param name="Error">What it will answer when its entries are cleared.</param>
public readonly record struct TceMapProgress(
    TceCount Done, TceCount Total, TceCount Batch, Pfn Frame, RegionId Region, int Window, int Slot,
    TcePageShift Shift, int IsOwn, Errno Error)
{
    /// <summary>How many entries may be asked for at once.</summary>
    public TceCount Next => new(Math.Min(Total.Value - Done.Value, TceShape.CountMost));

    /// <summary>How many bytes the entries that are done lead to.</summary>
    public ByteCount DoneBytes => Shift.BytesOf(Done);
}
