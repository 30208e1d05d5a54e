using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How far a window has come that is made or removed: one at a time, under the lock.</summary>
/// <param name="Pages">How many pages its table has.</param>
/// <param name="Total">How many entries.</param>
/// <param name="Shift">The size of its IOMMU pages.</param>
/// <param name="Slot">Where the container keeps it.</param>
/// <param name="Window">Its number at the IOMMU, once it has one.</param>
/// <param name="Levels">How many levels its table has.</param>
/// <param name="Caller">Who makes or removes it.</param>
public readonly record struct WindowProgress(
    PageCount Pages, TceCount Total, TcePageShift Shift, int Slot, int Window, int Levels, SpaprCaller Caller);
