using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories.Pages;

/// <summary>Page frames that follow each other, and are used alike.</summary>
/// <param name="Pages">How many.</param>
/// <param name="Users">How many page tables and objects show each of them.</param>
/// <param name="Pins">How often each is pinned; for a huge page how often any part of it is.</param>
/// <param name="Whole">The first page frame when they are one huge page; else none.</param>
public readonly record struct FrameRun(PageCount Pages, long Users, long Pins, Pfn Whole) : IRun<FrameRun>
{
    /// <inheritdoc/>
    public FrameRun Part(PageCount skipped, PageCount pages) => this with { Pages = pages };

    /// <inheritdoc/>
    public bool GoesOnWith(in FrameRun next) => this with { Pages = next.Pages } == next;
}
