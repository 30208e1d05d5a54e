using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>A window that is there from the start.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Shift">The size of an IOMMU page.</param>
/// <param name="Container">Whose it is.</param>
public sealed record WindowOptions(Iova Start, TceCount Count, TcePageShift Shift, ActorId Container);
