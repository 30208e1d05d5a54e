using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>Pages that follow each other, of each of which a driver believes to hold as many references.</summary>
/// <param name="Pages">How many.</param>
/// <param name="Refs">References.</param>
public readonly record struct HeldRun(PageCount Pages, long Refs) : IRun<HeldRun>
{
    /// <inheritdoc/>
    public HeldRun Part(PageCount skipped, PageCount pages) => this with { Pages = pages };

    /// <inheritdoc/>
    public bool GoesOnWith(in HeldRun next) => Refs == next.Refs;
}
