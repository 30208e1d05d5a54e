using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.GuestMemories.Pages;

/// <summary>Pages that follow each other in an address space and in memory.</summary>
/// <param name="Pages">How many.</param>
/// <param name="First">The number of the first page frame.</param>
/// <param name="Marks">What the page table says of all of them.</param>
public readonly record struct PageRun(ulong Pages, long First, PageMarks Marks) : IRun<PageRun>
{
    /// <inheritdoc/>
    public PageRun Part(ulong skipped, ulong pages) => new(pages, PageAt(skipped), Marks);

    /// <inheritdoc/>
    public bool GoesOnWith(in PageRun next) =>
        Marks == next.Marks && next.First == (IsOne ? First : First + (long)Pages);

    /// <summary>The page frame of a page of the run.</summary>
    public long PageAt(ulong skipped) => IsOne ? First : First + (long)skipped;

    /// <summary>Whether all pages are one page frame: the zero page.</summary>
    private bool IsOne => (Marks & PageMarks.Same) != 0;
}
