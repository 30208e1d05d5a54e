using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How far a group that leaves has come with the entries of the windows.</summary>
/// <param name="Slot">Where the container keeps the window that is cleared.</param>
/// <param name="Shift">The size of its IOMMU pages.</param>
public readonly record struct LeaveProgress(int Slot, TcePageShift Shift);
