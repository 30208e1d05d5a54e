using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Spapr.TceUnits;

/// <summary>What the IOMMU of a POWER machine is like.</summary>
public sealed record TceUnitOptions
{
    /// <summary>Which defects are on.</summary>
    public DefectSet Defects { get; init; } = DefectSet.None;

    /// <summary>The windows that are there from the start, numbered from 0.</summary>
    public IReadOnlyList<WindowOptions> StartsWith { get; init; } = [];

    /// <summary>Whether an exchange of new entries may fail: then either is tried.</summary>
    public bool ExchangesMayFail { get; init; }

    /// <summary>How many windows there may be, up to 256.</summary>
    public int WindowsMax { get; init; } = 64;
}
