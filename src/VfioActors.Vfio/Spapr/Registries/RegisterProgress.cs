using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>How far the registration in hand has come.</summary>
/// <param name="Pinned">How many pages are pinned.</param>
/// <param name="Stage">What it waits for.</param>
/// <param name="Region">The region that is being made.</param>
public readonly record struct RegisterProgress(PageCount Pinned, RegionStage Stage, RegionId Region);
