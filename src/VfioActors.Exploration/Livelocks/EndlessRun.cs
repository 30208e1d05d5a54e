using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Livelocks;

/// <summary>Says of one run whether it goes on for ever.</summary>
internal static class EndlessRun
{
    /// <summary>In so many parts of the second half of a long run nobody is kept back, if it is endless.</summary>
    private const int Parts = 10;

    /// <summary>The run's last state is one that it was in at a depth: does it go round for ever?</summary>
    /// <returns>What is wrong; null when a fair scheduler ends it.</returns>
    internal static string? Closed(World world, int from) =>
        FairCircle.Goers(world, from) is { } goers ? $"{goers} go round for ever: the same state comes again" : null;

    /// <summary>
    /// Judges a run that was ended on its way: its last state may be one that it was in before, or it has the length at
    /// which runs are cut.
    /// </summary>
    /// <returns>What is wrong; null when nothing is, or it is not known.</returns>
    internal static string? Ended(World world, bool tellsStatesApart) =>
        (tellsStatesApart ? Round(world) : null)
        ?? (world.Depth >= RunLimit.StepsMax ? Cut(world, tellsStatesApart)?.Reason : null);

    private static string? Round(World world)
    {
        var last = world.FutureFingerprint;
        var fingerprints = Fingerprints(world, 0);
        return fingerprints.AsSpan(0, world.Depth).Contains(last) && FairCircle.Latest(world, fingerprints) is { } from
            ? Closed(world, from)
            : null;
    }

    /// <summary>Judges a run that has become long.</summary>
    /// <param name="world">At the end of the run; it is there again afterwards.</param>
    /// <param name="tellsStatesApart">Whether equal fingerprints mean equal states.</param>
    /// <returns>After how many steps that is seen, and what is wrong; null when a fair scheduler may end it.</returns>
    internal static (int Steps, string Reason)? Cut(World world, bool tellsStatesApart)
    {
        var half = world.Depth / 2;
        return (tellsStatesApart ? Round(world, half) : null) switch
        {
            (0, _) => null,
            { } round => round,
            null => world.Depth >= RunLimit.StepsMax ? Growing(world, half) : null,
        };
    }

    /// <summary>
    /// The widest part of the run's end that leads from a state back to it.
    /// </summary>
    /// <returns>No steps when states come again, but somebody else could have gone on; null when none does.</returns>
    private static (int Steps, string Reason)? Round(World world, int half)
    {
        var choices = Choices(world, half);
        var fingerprints = Fingerprints(world, half);
        Dictionary<ulong, int> first = [];
        var (from, to) = (0, 0);
        for (var at = 0; at < fingerprints.Length; at++)
        {
            if (!first.TryAdd(fingerprints[at], at) && at - first[fingerprints[at]] > to - from)
            {
                (from, to) = (first[fingerprints[at]], at);
            }
        }

        if (to == 0) { return null; }
        world.BackTo(half + to);
        var reason = Closed(world, half + from);
        foreach (var choice in choices.AsSpan(to)) { world.Take(choice); }
        return reason is null ? (0, "") : (half + to, reason);
    }

    /// <summary>
    /// No state comes again: it is endless when no further operation begins, though nobody is kept back.
    /// </summary>
    private static (int Steps, string Reason)? Growing(World world, int half)
    {
        SortedSet<OperationId> begun = [OperationId.None];
        for (var step = 0; step < half; step++) { begun.Add(world.Step(step).Operation); }
        for (var step = half; step < world.Depth; step++)
        {
            if (!begun.Contains(world.Step(step).Operation)) { return null; }
        }

        return FairCircle.GoersAllAlong(world, half, Parts) is { } goers
            ? (world.Depth, $"{goers} go on for more than {RunLimit.StepsMax:N0} steps and come to no end")
            : null;
    }

    /// <summary>The fingerprints of the states from a depth on, the last one too. The world is there again.</summary>
    internal static ulong[] Fingerprints(World world, int from)
    {
        var choices = Choices(world, from);
        var fingerprints = new ulong[choices.Length + 1];
        world.BackTo(from);
        for (var at = 0; at < choices.Length; at++)
        {
            fingerprints[at] = world.FutureFingerprint;
            world.Take(choices[at]);
        }

        fingerprints[^1] = world.FutureFingerprint;
        return fingerprints;
    }

    /// <summary>The choices by which a run went on from a depth.</summary>
    internal static Choice[] Choices(World world, int from)
    {
        var choices = new Choice[world.Depth - from];
        for (var at = 0; at < choices.Length; at++) { choices[at] = world.ChoiceAt(from + at); }
        return choices;
    }
}
