namespace VfioActors.Conformance.Recordings;

/// <summary>
/// The names of what can be said of an operation of the POWER platform, as the recordings spell them.
/// </summary>
public static class SpaprFacts
{
    /// <summary>The bus address of a window that was made.</summary>
    public const string Start = "start";

    /// <summary>The first address of the default window.</summary>
    public const string DefaultStart = "dma32_start";

    /// <summary>The size of the default window in bytes.</summary>
    public const string DefaultSize = "dma32_size";

    /// <summary>The sizes of IOMMU pages that windows may have, as a bitmap.</summary>
    public const string PageSizes = "ddw_pgsizes";

    /// <summary>How many windows there may be.</summary>
    public const string Windows = "windows";

    /// <summary>How many levels a table may have.</summary>
    public const string Levels = "levels";
}
