namespace VfioActors.Vfio.Faults.Records;

/// <summary>Which of a queue's regions an access is to.</summary>
public enum FaultRegion
{
    /// <summary>The one with header and ring: read-only where there are two.</summary>
    Producer,

    /// <summary>The one that the user writes, where there are two.</summary>
    Consumer,
}
