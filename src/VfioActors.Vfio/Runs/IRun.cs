using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Runs;

/// <summary>What is the same, or counts on by one, over pages that follow each other.</summary>
/// <typeparam name="TRun">The type itself.</typeparam>
public interface IRun<TRun>
    where TRun : unmanaged, IRun<TRun>
{
    /// <summary>How many pages, at least 1.</summary>
    PageCount Pages { get; }

    /// <summary>A part of it.</summary>
    /// <param name="skipped">How many pages of it are left out at the front.</param>
    /// <param name="pages">How many pages the part has, at least 1.</param>
    TRun Part(PageCount skipped, PageCount pages);

    /// <summary>
    /// Whether the other one may be told with this one as a single run, if it starts where this one ends.
    /// </summary>
    bool GoesOnWith(in TRun next);
}
