using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// A pair of steps whose order decides, and the run in which they were swapped: the property held in it.
/// </summary>
/// <param name="Pair">The pair.</param>
/// <param name="Order">The whole run with the pair swapped.</param>
internal sealed record Flip(StepPair Pair, IReadOnlyList<StepKey> Order)
{
    /// <summary>Whether the run breaks no property at all, the one that was broken or another.</summary>
    internal bool IsClean(Candidate candidate)
    {
        var world = candidate.Setup.MakeWorld();
        PropertyChecker checker = new(world, candidate.Setup.Properties);
        foreach (var key in Order)
        {
            var choice = world.Enabled.ToArray().First(candidate => world.KeyOf(candidate) == key);
            checker.Before(world, choice);
            world.Take(choice);
            checker.After(world);
        }

        checker.Rest(world);
        return checker.Found.Count == 0;
    }
}
