using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.Containers;

/// <summary>A run of pins as it is stored.</summary>
/// <param name="Pages">How many pages.</param>
/// <param name="FirstPfn">The first page frame.</param>
/// <param name="Refs">References of each.</param>
/// <param name="Step">By how much the page frame grows from page to page: 1, or 0 for the page of zeroes.</param>
public readonly record struct PinEntry(ulong Pages, ulong FirstPfn, ulong Refs, ulong Step) : IRun<PinEntry>
{
    /// <inheritdoc/>
    public PinEntry Part(ulong skipped, ulong pages) =>
        this with { Pages = pages, FirstPfn = FirstPfn + (skipped * Step) };

    /// <inheritdoc/>
    public bool GoesOnWith(in PinEntry next) =>
        Refs == next.Refs && Step == next.Step && next.FirstPfn == FirstPfn + (Pages * Step);
}
