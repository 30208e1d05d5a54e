using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>Pages of a region that follow each other in memory too: a run of the kernel's hpas.</summary>
/// <param name="Pages">How many.</param>
/// <param name="First">The first page frame.</param>
public readonly record struct RegionRun(PageCount Pages, long First) : IRun<RegionRun>
{
    /// <inheritdoc/>
    public RegionRun Part(PageCount skipped, PageCount pages) => new(pages, First + (long)skipped.Value);

    /// <inheritdoc/>
    public bool GoesOnWith(in RegionRun next) => next.First == First + (long)Pages.Value;
}
