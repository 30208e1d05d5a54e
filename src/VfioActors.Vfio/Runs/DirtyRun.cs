using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Runs;

/// <summary>Bits of a dirty log that follow each other, all set.</summary>
/// <param name="Pages">How many.</param>
public readonly record struct DirtyRun(PageCount Pages) : IRun<DirtyRun>
{
    /// <inheritdoc/>
    public DirtyRun Part(PageCount skipped, PageCount pages) => new(pages);

    /// <inheritdoc/>
    public bool GoesOnWith(in DirtyRun next) => true;
}
