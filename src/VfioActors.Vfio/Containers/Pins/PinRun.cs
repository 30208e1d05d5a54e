using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Pins;

/// <summary>
/// Neighbouring pages that are pinned equally often and lie in neighbouring frames; or, with no references,
/// neighbouring pages that are not pinned.
/// </summary>
/// <param name="FirstPage">The first page of the I/O virtual addresses.</param>
/// <param name="FirstPfn">The frame of the first page; none when not pinned.</param>
/// <param name="PagesNow">How many pages, from 1 to <see cref="PagesMax"/>.</param>
/// <param name="Refs">How often each page is pinned.</param>
public readonly record struct PinRun(PageIndex FirstPage, Pfn FirstPfn, uint PagesNow, uint Refs) : IKeyed<PageIndex>
{
    PageIndex IKeyed<PageIndex>.Key => FirstPage;

    /// <summary>
    /// No run crosses a multiple of so many pages (8 TiB in pages of 4 KiB). So a run is 24 bytes, and equal pins make
    /// equal runs in whatever order they came.
    /// </summary>
    public const uint PagesMax = 1U << 31;

    /// <summary>How many pages.</summary>
    public PageCount Pages => new(PagesNow);

    /// <summary>Whether the pages are pinned.</summary>
    public bool IsPinned => Refs > 0;

    /// <summary>The page behind the last one.</summary>
    public PageIndex End => FirstPage.Plus(Pages);

    /// <summary>The frame of one of the pages.</summary>
    /// <param name="page">A page of the run.</param>
    public Pfn PfnOf(PageIndex page) => FirstPfn.Plus(page.Since(FirstPage));

    /// <summary>How many of the wanted pages fit into a run that starts at a page.</summary>
    internal static uint Fitting(PageIndex page, PageCount pages) =>
        (uint)Math.Min(pages.Value, PagesMax - (page.Value % PagesMax));

    /// <summary>The pages from <paramref name="page"/>, which the run holds, at most so many.</summary>
    internal PinRun From(PageIndex page, PageCount pages) => new(
        page, IsPinned ? PfnOf(page) : Pfn.None, (uint)PageCount.Min(pages, End.Since(page)).Value, Refs);

    /// <summary>Whether this and the run behind it are one.</summary>
    internal bool Continues(in PinRun next) => End == next.FirstPage && Refs == next.Refs
        && FirstPfn.Plus(Pages) == next.FirstPfn && End.Value % PagesMax != 0;
}
