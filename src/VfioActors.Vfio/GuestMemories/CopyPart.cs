using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>Bytes that follow each other in memory.</summary>
/// <param name="At">The physical address of the first.</param>
/// <param name="Bytes">How many.</param>
/// <param name="IsZero">1 when they are those of the page of zeroes, over and over.</param>
internal readonly record struct CopyPart(PhysicalAddress At, ByteCount Bytes, int IsZero)
{
    /// <summary>The part of a run of pages from an offset on, at most so many bytes.</summary>
    internal static CopyPart Of(in PageRun run, ByteCount offset, ByteCount most) => new(
        PhysicalAddress.Of(run.First).Plus(offset),
        ByteCount.Min(most, run.Pages.Bytes.Minus(offset)),
        run.Marks.HasFlag(PageMarks.Same) ? 1 : 0);
}
