using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>Pages of a region that follow each other in memory too: a run of the kernel's hpas.</summary>
/// <param name="Pages">How many.</param>
/// <param name="First">The first page frame.</param>
public readonly record struct RegionRun(ulong Pages, long First) : IRun<RegionRun>
{
    /// <inheritdoc/>
    public RegionRun Part(ulong skipped, ulong pages) => new(pages, First + (long)skipped);

    /// <inheritdoc/>
    public bool GoesOnWith(in RegionRun next) => next.First == First + (long)Pages;
}
