using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// What is in page frames: runs of equal bytes, by the physical address. So a range that was filled with one byte costs
/// one run, and memory that nobody wrote costs nothing.
/// </summary>
internal static class FrameContents
{
    /// <summary>Writes one byte to a range of frames that follow each other.</summary>
    internal static void Write(GuestMemoryState state, PhysicalAddress at, ByteCount bytes, byte value)
    {
        if (value != 0) { Set(state, at, new(bytes, value)); }
        else { Clear(state, at, bytes); }
    }

    /// <summary>Fills each of some frames with one byte, the next with one more.</summary>
    internal static void Fill(GuestMemoryState state, in PageRun run, byte first)
    {
        var (at, bytes) = (PhysicalAddress.Of(run.First), run.Pages.Bytes);
        if (run.Pages == PageCount.One) { Write(state, at, bytes, first); }
        else { Set(state, at, ByteRun.Rising(bytes, at, first)); }
    }

    /// <summary>Gives frames that follow each other what others have.</summary>
    internal static void Copy(GuestMemoryState state, Pfn from, Pfn to, PageCount pages)
    {
        var first = PhysicalAddress.Of(from);
        var end = first.Plus(pages.Bytes);
        for (var at = first; TryNext(state, at, out var start, out var run) && start < end;)
        {
            run = run.AtMost(end.Since(start));
            var place = PhysicalAddress.Of(to).Plus(start.Since(first));
            Set(state, place, run.MovedTo(place, start));
            at = start.Plus(run.Bytes);
        }
    }

    /// <summary>Forgets what frames had that are free now.</summary>
    internal static void Forget(GuestMemoryState state, Pfn first, PageCount pages) =>
        Clear(state, PhysicalAddress.Of(first), pages.Bytes);

    /// <summary>The leading bytes of a range that are equal, at most so many; of one page where they rise.</summary>
    internal static ByteRun At(GuestMemoryState state, PhysicalAddress at, ByteCount most)
    {
        if (!TryFrom(state, at, out var run))
        {
            return new(new(state.Contents.Gap(0, PlaceOf(at), new(most.Value)).Value), 0);
        }

        if (run.IsRising) { most = ByteCount.Min(most, PageCount.One.Bytes.Minus(at.InPage)); }
        return new(ByteCount.Min(run.Bytes, most), run.At(at));
    }

    /// <summary>Finds the bytes from an address on that are told as one run.</summary>
    internal static bool TryFrom(GuestMemoryState state, PhysicalAddress at, out ByteRun run) =>
        state.Contents.TryFrom(0, PlaceOf(at), out run);

    /// <summary>Finds the first run that reaches beyond an address, from that address on.</summary>
    internal static bool TryNext(
        GuestMemoryState state, PhysicalAddress at, out PhysicalAddress start, out ByteRun run)
    {
        var found = state.Contents.TryNext(0, PlaceOf(at), out var place, out run);
        start = new(place.Value);
        return found;
    }

    private static void Set(GuestMemoryState state, PhysicalAddress at, ByteRun run) =>
        state.Contents.Set(0, PlaceOf(at), run);

    private static void Clear(GuestMemoryState state, PhysicalAddress at, ByteCount bytes)
    {
        if (state.Contents.Count > 0) { state.Contents.Clear(0, PlaceOf(at), new(bytes.Value)); }
    }

    /// <summary>Where a byte is in the map: it counts in bytes what other maps count in pages.</summary>
    private static PageIndex PlaceOf(PhysicalAddress at) => new(at.Value);
}
