using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Livelocks;

/// <summary>What a step of a run says of whether a fair scheduler may take it over and over.</summary>
/// <param name="Served">The channel whose message it handles.</param>
/// <param name="Open">The channels whose next message could have been handled.</param>
/// <param name="Offered">The answers that the host could have given, each with the state.</param>
/// <param name="Given">The answer that it gave; null when the step is none.</param>
internal sealed record CircleStep(
    int Served, int[] Open, (ulong State, StepKey Answer)[] Offered, (ulong State, StepKey Answer)? Given)
{
    /// <summary>A step that is taken next.</summary>
    internal static CircleStep Of(World world, Choice choice)
    {
        var state = world.FutureFingerprint;
        SortedSet<int> open = [];
        List<(ulong State, StepKey Answer)> offered = [];
        foreach (var could in world.Enabled)
        {
            open.Add(could.Channel);
            if (world.OptionsOf(could.Channel) > 1) { offered.Add((state, world.KeyOf(could))); }
        }

        var isAnswer = world.OptionsOf(choice.Channel) > 1;
        return new(choice.Channel, [.. open], [.. offered], isAnswer ? (state, world.KeyOf(choice)) : null);
    }
}
