using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>
/// A check of a whole run that came to rest, by what each actor heard and sent in its own order. Runs that differ only
/// in the order of independent steps agree on it, so that no step has to count as dependent for its sake.
/// </summary>
/// <remarks>
/// A search that merges or remembers states looks at one of the runs that come to the same rest in order: where those
/// differ for the check and yet end in equal states, it may see fewer ways in which the check is broken.
/// </remarks>
internal abstract class RunCheck : Property
{
    /// <summary>Whether there is anything in a world that the check is about.</summary>
    internal abstract bool Concerns(IWorldView view);

    /// <summary>Says what is wrong, in one line, or null when nothing is.</summary>
    /// <param name="steps">The messages of the run in the order in which they were handled.</param>
    /// <param name="view">The world at rest.</param>
    internal abstract string? Refute(ReadOnlySpan<Envelope> steps, IWorldView view);
}
