namespace VfioActors.Conformance.Recordings;

/// <summary>The kernels that recordings exist of.</summary>
public enum KernelVersion
{
    /// <summary>Linux 5.10: pages are pinned by lists of page numbers.</summary>
    Linux5x10,

    /// <summary>Linux 6.1: pages are pinned in a row from an IOVA.</summary>
    Linux6x1,

    /// <summary>Linux 6.12 on a POWER machine: memory is registered, and windows have entries.</summary>
    Linux6x12,
}
