namespace VfioActors.Hosting.Topologies;

/// <summary>The memory of a process, and of those that it forks.</summary>
public sealed record MemoryDeclaration
{
    /// <summary>How many pages of 4 KiB the process has, at least 1.</summary>
    public ulong Pages { get; init; } = 1024;

    /// <summary>The number of the page at which they start; in bytes that times 4096.</summary>
    public ulong FirstPage { get; init; } = 0x100;

    /// <summary>How many pages may be locked, RLIMIT_MEMLOCK; null for no limit.</summary>
    public ulong? LockedPagesMax { get; init; }
}
