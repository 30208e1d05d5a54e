namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>How much a client has in flight from burst to burst.</summary>
public enum StormShape
{
    /// <summary>Always as much as it may.</summary>
    Steady = 0,

    /// <summary>As much as it may in every other burst, one operation at a time in between.</summary>
    Waves = 1,

    /// <summary>One at a time at first, one more with each burst, and from the most back to one.</summary>
    Ramps = 2,
}
