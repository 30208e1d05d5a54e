using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration;

/// <summary>One way in which a property is broken, with the shortest run that shows it so far.</summary>
/// <param name="Property">Which property.</param>
/// <param name="Reason">What is wrong, in one line.</param>
/// <param name="Run">The number of the run, from 0.</param>
/// <param name="Schedule">The steps up to the one that breaks it.</param>
public sealed record Failure(Property Property, string Reason, long Run, IReadOnlyList<StepKey> Schedule)
{
    /// <summary>How many runs broke the property in this way.</summary>
    public long Occurrences { get; init; } = 1;

    /// <summary>Where the run is in a search of several threads; else null.</summary>
    internal int[]? Branches { get; init; }

    /// <summary>The place of the run.</summary>
    internal RunPlace Place => new(Run, Branches);
}
