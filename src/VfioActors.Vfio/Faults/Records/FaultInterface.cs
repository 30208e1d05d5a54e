namespace VfioActors.Vfio.Faults.Records;

/// <summary>How a fault queue shows itself to its user.</summary>
public enum FaultInterface
{
    /// <summary>
    /// Two regions as posted in v8: one to read, one to write; the user asks for a version, and the ring begins then.
    /// </summary>
    TwoRegions,

    /// <summary>One region since v9: its type says the version, and the ring begins with the opening.</summary>
    OneRegion,
}
