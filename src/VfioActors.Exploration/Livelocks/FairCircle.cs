using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Livelocks;

/// <summary>
/// Judges steps that can be taken over and over: does a fair scheduler have to end them some time, or not?
/// </summary>
/// <remarks>
/// Fair means: a channel whose next message could be handled all the while is served (weak fairness), and of the
/// host's answers to a question each that can be given in a state is given in that state some time (strong fairness):
/// else a way round that only goes on because it is answered yes here and no there would count as one that never ends.
/// </remarks>
internal static class FairCircle
{
    /// <summary>How many actors a reason names.</summary>
    private const int NamedMax = 6;

    /// <summary>Looks at the steps from a depth to the world's own. The world is as it was afterwards.</summary>
    /// <returns>
    /// The names of those who go on, or null when somebody else could have done something all the while.
    /// </returns>
    internal static string? Goers(World world, int from)
    {
        var choices = EndlessRun.Choices(world, from);
        if (choices.Length == 0) { return null; }
        return IsFair(world, from, choices) ? NamesOf(world, choices) : null;
    }

    /// <summary>
    /// From which depth on a run goes round fairly, when its last state is one that it was in before.
    /// </summary>
    /// <param name="world">At the end of the run; it is there again afterwards.</param>
    /// <param name="fingerprints">Of the states of the run, the last one too.</param>
    /// <returns>The last such depth; null when there is none.</returns>
    internal static int? Latest(World world, ulong[] fingerprints)
    {
        var choices = EndlessRun.Choices(world, 0);
        Fairness fairness = new();
        var steps = Steps(world, 0, choices);
        for (var from = steps.Count - 1; from >= 0; from--)
        {
            fairness.Add(steps[from]);
            if (fingerprints[from] == fingerprints[^1] && fairness.Holds) { return from; }
        }

        return null;
    }

    /// <summary>
    /// Looks at the steps from a depth to the world's own where no state came again: nobody must be kept back in any
    /// part of them, as whoever is served late could have ended them earlier.
    /// </summary>
    /// <returns>
    /// The names of those who go on, or null when somebody else could have done something all through a part.
    /// </returns>
    internal static string? GoersAllAlong(World world, int from, int parts)
    {
        var choices = EndlessRun.Choices(world, from);
        var steps = Steps(world, from, choices);
        foreach (var part in steps.Chunk(Math.Max(1, steps.Count / parts)))
        {
            Fairness fairness = new();
            foreach (var step in part) { fairness.Add(step); }
            if (!fairness.Holds) { return null; }
        }

        return NamesOf(world, choices);
    }

    private static bool IsFair(World world, int from, Choice[] choices)
    {
        Fairness fairness = new();
        foreach (var step in Steps(world, from, choices)) { fairness.Add(step); }
        return fairness.Holds;
    }

    private static List<CircleStep> Steps(World world, int from, Choice[] choices)
    {
        List<CircleStep> steps = [];
        world.BackTo(from);
        foreach (var choice in choices)
        {
            steps.Add(CircleStep.Of(world, choice));
            world.Take(choice);
        }

        return steps;
    }

    private static string NamesOf(World world, Choice[] choices)
    {
        var goers = choices.Select(choice => choice.Receiver).Distinct().Order().ToList();
        var named = goers.Take(NamedMax).Select(world.NameOf);
        return goers.Count > NamedMax
            ? $"{string.Join(", ", named)} and {goers.Count - NamedMax} more"
            : string.Join(" and ", named);
    }
}
