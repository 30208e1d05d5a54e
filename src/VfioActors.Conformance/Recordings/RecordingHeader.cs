namespace VfioActors.Conformance.Recordings;

/// <summary>The first line of a recording: what ran, and the machine that it ran on.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="PinsMax">Pages that one pin call may take.</param>
/// <param name="MappingsMax">Mappings that a container may have by default.</param>
/// <param name="ApertureEnd">The last IOVA that the IOMMU translates.</param>
/// <param name="Reserved">Windows that a group behind an IOMMU leaves out, first and last IOVA.</param>
/// <param name="Topic">What the cases are about.</param>
/// <param name="Cases">How many cases follow.</param>
public sealed record RecordingHeader(
    KernelVersion Kernel,
    int PinsMax,
    uint MappingsMax,
    ulong ApertureEnd,
    IReadOnlyList<(ulong First, ulong Last)> Reserved,
    string Topic,
    int Cases)
{
    /// <summary>The size in bytes of the default window of a POWER machine; 0 of other machines.</summary>
    public ulong DefaultWindow { get; init; }

    /// <summary>Whether a POWER machine was recorded.</summary>
    public bool IsSpapr => Kernel == KernelVersion.Linux6x12;
}
