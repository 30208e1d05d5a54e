using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Bytes of one value, not 0, that follow each other in an address space.</summary>
/// <param name="Process">Whose addresses; below 0 for the kernel's own.</param>
/// <param name="First">The first address.</param>
/// <param name="Count">How many bytes.</param>
internal readonly record struct ChangedBytes(long Process, ulong First, ulong Count)
{
    /// <summary>All bytes that are not 0, in the order of their addresses.</summary>
    internal static List<ChangedBytes> Of(GuestMemoryState memory)
    {
        List<ChangedBytes> all = [];
        foreach (var (key, run) in memory.Pages)
        {
            if (!run.Marks.HasFlag(PageMarks.Same)) { Add(all, memory, key.Space, (key.Page, run)); }
        }

        return all;
    }

    private static void Add(
        List<ChangedBytes> all, GuestMemoryState memory, long space, (PageIndex Page, PageRun Run) pages)
    {
        var first = PhysicalAddress.Of(pages.Run.First);
        var end = first.Plus(pages.Run.Pages.Bytes);
        for (var at = first; memory.TryBytes(at, out var start, out var bytes) && start < end;)
        {
            var count = ByteCount.Min(bytes.Bytes, end.Since(start));
            all.Add(new(space, (pages.Page.Value << Paging.Shift) + start.Since(first).Value, count.Value));
            at = start.Plus(count);
        }
    }
}
