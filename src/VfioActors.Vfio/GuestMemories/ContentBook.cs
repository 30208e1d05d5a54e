using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// What is in page frames: runs of equal bytes, by the physical address. So a range that was filled with one byte costs
/// one run, and memory that nobody wrote costs nothing.
/// </summary>
internal static class ContentBook
{
    /// <summary>Writes one byte to a range of frames that follow each other.</summary>
    internal static void Write(GuestMemoryState state, ulong at, ulong bytes, byte value)
    {
        if (value != 0) { state.Contents.Set(0, at, new(bytes, value)); }
        else if (state.Contents.Count > 0) { state.Contents.Clear(0, at, bytes); }
    }

    /// <summary>Fills each of some frames with one byte, the next with one more.</summary>
    internal static void Fill(GuestMemoryState state, in PageRun run, byte first)
    {
        var (at, bytes) = (AddressOf(run.First), run.Pages << Paging.Shift);
        if (run.Pages == 1) { Write(state, at, bytes, first); }
        else { state.Contents.Set(0, at, ByteRun.Rising(bytes, at, first)); }
    }

    /// <summary>Gives frames that follow each other what others have.</summary>
    internal static void Copy(GuestMemoryState state, long from, long to, ulong pages)
    {
        var (first, end) = (AddressOf(from), AddressOf(from) + (pages << Paging.Shift));
        for (var at = first; state.Contents.TryNext(0, at, out var start, out var run) && start < end;)
        {
            run = run.Part(0, Math.Min(run.Pages, end - start));
            var place = AddressOf(to) + (start - first);
            state.Contents.Set(0, place, run.MovedTo(place, start));
            at = start + run.Pages;
        }
    }

    /// <summary>Forgets what frames had that are free now.</summary>
    internal static void Forget(GuestMemoryState state, long first, ulong pages)
    {
        if (state.Contents.Count > 0) { state.Contents.Clear(0, AddressOf(first), pages << Paging.Shift); }
    }

    /// <summary>The leading bytes of a range that are equal, at most so many; of one page where they rise.</summary>
    internal static ByteRun At(GuestMemoryState state, ulong at, ulong most)
    {
        if (!state.Contents.TryFrom(0, at, out var run)) { return new(state.Contents.Gap(0, at, most), 0); }
        if (run.IsRising) { most = Math.Min(most, Paging.Size - (at & (Paging.Size - 1))); }
        return new(Math.Min(run.Pages, most), run.At(at));
    }

    /// <summary>The physical address of a frame.</summary>
    internal static ulong AddressOf(long frame) => (ulong)frame << Paging.Shift;
}
