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
        var choices = new Choice[world.Depth - from];
        for (var at = 0; at < choices.Length; at++) { choices[at] = world.ChoiceAt(from + at); }
        if (choices.Length == 0) { return null; }
        return IsFair(world, from, choices) ? NamesOf(world, choices) : null;
    }

    private static bool IsFair(World world, int from, Choice[] choices)
    {
        SortedSet<int>? waiting = null;
        HashSet<(ulong State, StepKey Answer)> offered = [];
        HashSet<(ulong State, StepKey Answer)> given = [];
        world.BackTo(from);
        foreach (var choice in choices)
        {
            SortedSet<int> open = [];
            var state = world.FutureFingerprint;
            foreach (var could in world.Enabled)
            {
                open.Add(could.Channel);
                if (world.OptionsOf(could.Channel) > 1) { offered.Add((state, world.KeyOf(could))); }
            }

            if (world.OptionsOf(choice.Channel) > 1) { given.Add((state, world.KeyOf(choice))); }
            waiting ??= open;
            waiting.IntersectWith(open);
            world.Take(choice);
        }

        waiting!.ExceptWith(choices.Select(choice => choice.Channel));
        return waiting.Count == 0 && offered.IsSubsetOf(given);
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
