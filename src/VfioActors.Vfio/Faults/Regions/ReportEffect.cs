namespace VfioActors.Vfio.Faults.Regions;

/// <summary>What a report came to.</summary>
public enum ReportEffect
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>The record is in the ring.</summary>
    Stored,

    /// <summary>It was refused because the ring was said to be full.</summary>
    Full,

    /// <summary>It was refused for another reason.</summary>
    Refused,
}
