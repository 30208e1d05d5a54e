using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>
/// The memory of a family of processes, as these processes use it: a guest's memory is that of its monitor. Which error
/// means what: the remarks of each call in <see cref="GuestMemoryMessage"/>. Values are 0 unless said.
/// </summary>
public interface IGuestMemory
{
    /// <summary>
    /// The process reads its memory up to the first byte that is not there. The value is how many bytes it read, and
    /// the runs of bytes that are not zero.
    /// </summary>
    ValueTask<VfioAnswer<(ulong Moved, IReadOnlyList<GuestMemoryMessage.Read> Bytes)>> ReadAsync(
        Vaddr start, ByteCount length, ProcessId process = default, CancellationToken cancellation = default);

    /// <summary>The process writes whole pages: each is filled with one byte, the next with one more.</summary>
    /// <param name="start">The first address.</param>
    /// <param name="pages">How many pages.</param>
    /// <param name="first">The byte of the first page.</param>
    /// <param name="process">Which process.</param>
    ValueTask<VfioAnswer<int>> WriteAsync(
        Vaddr start, PageCount pages, byte first, ProcessId process = default,
        CancellationToken cancellation = default);

    /// <summary>The process touches its memory, which brings the pages in.</summary>
    ValueTask<VfioAnswer<int>> TouchAsync(GuestMemoryMessage.Touch touch, CancellationToken cancellation = default);

    /// <summary>mmap.</summary>
    ValueTask<VfioAnswer<int>> MapAreaAsync(GuestMemoryMessage.MapArea map, CancellationToken cancellation = default);

    /// <summary>munmap.</summary>
    ValueTask<VfioAnswer<int>> UnmapAreaAsync(
        GuestMemoryMessage.UnmapArea unmap, CancellationToken cancellation = default);

    /// <summary>mprotect.</summary>
    ValueTask<VfioAnswer<int>> ProtectAsync(
        GuestMemoryMessage.Protect protect, CancellationToken cancellation = default);

    /// <summary>madvise with MADV_DONTNEED.</summary>
    ValueTask<VfioAnswer<int>> DiscardAsync(
        GuestMemoryMessage.Discard discard, CancellationToken cancellation = default);

    /// <summary>mlock or munlock.</summary>
    ValueTask<VfioAnswer<int>> LockAsync(GuestMemoryMessage.Lock locks, CancellationToken cancellation = default);

    /// <summary>User space provides pages that were waited for: UFFDIO_COPY.</summary>
    ValueTask<VfioAnswer<int>> ProvideAsync(
        GuestMemoryMessage.Provide provide, CancellationToken cancellation = default);

    /// <summary>fork.</summary>
    ValueTask<VfioAnswer<int>> ForkAsync(
        ProcessId parent, ProcessId child, CancellationToken cancellation = default);

    /// <summary>The process ends, and its memory with it.</summary>
    ValueTask<VfioAnswer<int>> ExitAsync(ProcessId process = default, CancellationToken cancellation = default);

    /// <summary>setrlimit of RLIMIT_MEMLOCK.</summary>
    /// <param name="limit">Bytes.</param>
    /// <param name="process">Which process.</param>
    ValueTask<VfioAnswer<int>> SetLimitAsync(
        ByteCount limit, ProcessId process = default, CancellationToken cancellation = default);
}
