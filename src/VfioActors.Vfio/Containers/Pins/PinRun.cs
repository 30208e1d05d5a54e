using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.Containers.Pins;

/// <summary>
/// Neighbouring pages that are pinned equally often and lie in neighbouring frames; or, with no references,
/// neighbouring pages that are not pinned.
/// </summary>
/// <param name="FirstPage">The I/O virtual address of the first page, in pages.</param>
/// <param name="FirstPfn">The frame of the first page; 0 when not pinned.</param>
/// <param name="Pages">How many pages, from 1 to <see cref="PagesMax"/>.</param>
/// <param name="Refs">How often each page is pinned.</param>
public readonly record struct PinRun(ulong FirstPage, ulong FirstPfn, uint Pages, uint Refs) : IKeyed<ulong>
{
    ulong IKeyed<ulong>.Key => FirstPage;

    /// <summary>
    /// No run crosses a multiple of so many pages (8 TiB in pages of 4 KiB). So a run is 24 bytes, and equal pins make
    /// equal runs in whatever order they came.
    /// </summary>
    public const uint PagesMax = 1U << 31;

    /// <summary>Whether the pages are pinned.</summary>
    public bool IsPinned => Refs > 0;

    /// <summary>The page behind the last one.</summary>
    public ulong End => FirstPage + Pages;

    /// <summary>The frame of one of the pages.</summary>
    /// <param name="page">A page of the run.</param>
    public ulong PfnOf(ulong page) => FirstPfn + (page - FirstPage);

    /// <summary>How many of the wanted pages fit into a run that starts at a page.</summary>
    internal static uint Fitting(ulong page, ulong pages) => (uint)Math.Min(pages, PagesMax - (page % PagesMax));

    /// <summary>The pages from <paramref name="page"/>, which the run holds, at most so many.</summary>
    internal PinRun From(ulong page, ulong pages) =>
        new(page, IsPinned ? PfnOf(page) : 0, (uint)Math.Min(pages, End - page), Refs);

    /// <summary>Whether this and the run behind it are one.</summary>
    internal bool Continues(in PinRun next) =>
        End == next.FirstPage && Refs == next.Refs && FirstPfn + Pages == next.FirstPfn && End % PagesMax != 0;
}
