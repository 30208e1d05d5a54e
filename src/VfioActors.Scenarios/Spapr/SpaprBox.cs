using VfioActors.Vfio.Spapr.Containers;

namespace VfioActors.Scenarios.Spapr;

/// <summary>A container in a scenario about sPAPR.</summary>
/// <param name="Kind">Its kind from the start.</param>
public sealed record SpaprBox(SpaprKind Kind)
{
    /// <summary>Whether it has a group from the start: p0 of the first container, p1 of the second.</summary>
    public bool HasGroup { get; init; } = true;

    /// <summary>Whether its default window is still to be made.</summary>
    public bool IsPending { get; init; }

    /// <summary>A container of the first kind.</summary>
    public static SpaprBox First { get; } = new(SpaprKind.First);

    /// <summary>A container of the second kind.</summary>
    public static SpaprBox Second { get; } = new(SpaprKind.Second);
}
