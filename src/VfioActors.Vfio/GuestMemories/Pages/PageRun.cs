using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories.Pages;

/// <summary>Pages that follow each other in an address space and in memory.</summary>
/// <param name="Pages">How many.</param>
/// <param name="First">The first page frame.</param>
/// <param name="Marks">What the page table says of all of them.</param>
public readonly record struct PageRun(PageCount Pages, Pfn First, PageMarks Marks) : IRun<PageRun>
{
    /// <inheritdoc/>
    public PageRun Part(PageCount skipped, PageCount pages) => new(pages, PageAt(skipped), Marks);

    /// <inheritdoc/>
    public bool GoesOnWith(in PageRun next) =>
        Marks == next.Marks && next.First == (IsOne ? First : First.Plus(Pages));

    /// <summary>The page frame of a page of the run.</summary>
    public Pfn PageAt(PageCount skipped) => IsOne ? First : First.Plus(skipped);

    /// <summary>Whether all pages are one page frame: the zero page.</summary>
    private bool IsOne => (Marks & PageMarks.Same) != 0;
}
