using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>What is written in page frames, as runs of equal bytes at their places in memory.</summary>
internal static class ContentBook
{
    /// <summary>Writes the same byte to a range of memory.</summary>
    /// <param name="place">The number of the first byte: page frames times the size of a page.</param>
    internal static void Fill(GuestMemoryState state, ulong place, ulong bytes, ulong value)
    {
        if (value == 0) { state.Contents.Clear(0, place, bytes); }
        else { state.Contents.Set(0, place, new(bytes, value)); }
    }

    /// <summary>The bytes from a place on that are equal, at most so many.</summary>
    internal static ByteRun Read(GuestMemoryState state, ulong place, ulong most)
    {
        if (state.Contents.TryFrom(0, place, out var run)) { return run.Part(0, Math.Min(run.Pages, most)); }
        return new(state.Contents.Gap(0, place, most), 0);
    }

    /// <summary>Copies page frames.</summary>
    internal static void Copy(GuestMemoryState state, long from, long to, ulong pages)
    {
        var (source, target, bytes) = (PlaceOf(from), PlaceOf(to), pages << Paging.Shift);
        for (var at = 0UL; at < bytes;)
        {
            var run = Read(state, source + at, bytes - at);
            if (run.Value != 0) { Fill(state, target + at, run.Pages, run.Value); }
            at += run.Pages;
        }
    }

    /// <summary>Forgets what was written in page frames that nobody has any more.</summary>
    internal static void Forget(GuestMemoryState state, long first, ulong pages) =>
        state.Contents.Clear(0, PlaceOf(first), pages << Paging.Shift);

    /// <summary>The number of the first byte of a page frame.</summary>
    internal static ulong PlaceOf(long frame) => (ulong)frame << Paging.Shift;
}
