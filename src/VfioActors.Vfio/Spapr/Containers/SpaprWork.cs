using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How far a call has come.</summary>
/// <param name="Call">The call.</param>
/// <param name="Done">How many entries are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Batch">How many are in hand.</param>
/// <param name="Frame">The first page frame in hand.</param>
/// <param name="Pages">How many pages the table in hand has.</param>
/// <param name="Stage">What it waits for.</param>
/// <param name="Error">What it will answer.</param>
/// <param name="Region">The region in hand.</param>
/// <param name="Window">The number of the window in hand.</param>
/// <param name="Slot">Where the container keeps that window.</param>
/// <param name="Shift">The size of its IOMMU pages.</param>
/// <param name="IsOwn">1 when pages are pinned for the entries; 0 when they are of regions.</param>
/// <param name="Warned">Warnings so far.</param>
/// <param name="HasLock">1 when it has the container's lock.</param>
/// <param name="Reserved">Always 0: no gaps.</param>
public readonly record struct SpaprWork(
    SpaprCall Call, TceCount Done, TceCount Total, TceCount Batch, Pfn Frame, PageCount Pages,
    SpaprStage Stage, Errno Error, RegionId Region, int Window, int Slot, TcePageShift Shift, int IsOwn,
    int Warned, int HasLock, int Reserved)
{
    /// <summary>The address of the first entry that is not done.</summary>
    public Iova NextIova => new(Call.Iova.Value + (Done.Value << Shift.Value));

    /// <summary>The user address of it.</summary>
    public Vaddr NextVaddr => new(Call.Vaddr.Value + (Done.Value << Shift.Value));

    /// <summary>How many entries may be asked for at once.</summary>
    public TceCount Next => new(Math.Min(Total.Value - Done.Value, TceShape.CountMost));
}
