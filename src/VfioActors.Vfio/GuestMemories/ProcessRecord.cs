using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>What the kernel knows of one process.</summary>
/// <param name="LockedPages">The pages charged to it: VmLck. Below 0 only by a defect.</param>
/// <param name="Limit">RLIMIT_MEMLOCK; the greatest number is no limit.</param>
/// <param name="Capability">1 with CAP_IPC_LOCK.</param>
/// <param name="Alive">1 while it lives.</param>
/// <param name="ThreadGone">1 when the thread that mapped has ended and the process lives on.</param>
/// <param name="Successor">The memory that the same process went on with after exec; 0 when it did not.</param>
public readonly record struct ProcessRecord(
    long LockedPages, ByteCount Limit, int Capability, int Alive, int ThreadGone, ProcessId Successor)
{
    /// <summary>The limit in pages.</summary>
    public PageCount LimitPages => Limit.Pages;
}
