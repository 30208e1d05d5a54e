using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.GuestMemories.Pages;

/// <summary>Page frames that follow each other, and are used alike.</summary>
/// <param name="Pages">How many.</param>
/// <param name="Users">How many page tables and objects show each of them.</param>
/// <param name="Pins">How often each is pinned; for a huge page how often any part of it is.</param>
/// <param name="Whole">Not 0 when they are one huge page: its first number.</param>
public readonly record struct FrameRun(ulong Pages, long Users, long Pins, long Whole) : IRun<FrameRun>
{
    /// <inheritdoc/>
    public FrameRun Part(ulong skipped, ulong pages) => this with { Pages = pages };

    /// <inheritdoc/>
    public bool GoesOnWith(in FrameRun next) => this with { Pages = next.Pages } == next;
}
