using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Reporters;

/// <summary>What an IOMMU unit's fault handler is like.</summary>
public sealed record FaultReporterOptions
{
    /// <summary>How many devices it has records of: those with lower numbers.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>Whether it can answer page requests.</summary>
    public bool CanRespond { get; init; } = true;

    /// <summary>Whether it refuses requests under a PASID without an address space.</summary>
    public bool ChecksPasids { get; init; }

    /// <summary>How many page request groups may be pending; one more is refused with ENOMEM.</summary>
    public int PendingMost { get; init; } = 64;

    /// <summary>
    /// How many accepted faults it remembers, for claims about all of them: 0 where it runs without end.
    /// </summary>
    public int Remembered { get; init; }

    /// <summary>
    /// Whether a page request that waits too long is answered "failure"; how long is too long, nobody knows.
    /// </summary>
    /// <remarks>The specification asks for none: this is for a handler that gives up for its user.</remarks>
    public bool TimesOut { get; init; }

    internal bool Has(DeviceId device) => device.Value >= 0 && device.Value < Devices;
}
