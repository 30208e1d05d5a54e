using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// On whose behalf a step is taken: a client's operation, or, where nobody marked any, what was sent at the start and
/// led to it.
/// </summary>
/// <param name="Operation">The operation; <see cref="OperationId.None"/> when none is marked.</param>
/// <param name="Root">What was sent at the start; the default value when an operation is marked.</param>
internal readonly record struct Party(OperationId Operation, StepKey Root)
{
    /// <summary>Whether it is a client's operation.</summary>
    internal bool IsMarked => Operation != OperationId.None;

    /// <summary>The party of a step that was taken.</summary>
    internal static Party Of(World world, int step)
    {
        while (true)
        {
            var message = world.Step(step);
            if (message.Operation != OperationId.None) { return new(message.Operation, default); }
            if (message.Cause < 0) { return new(OperationId.None, world.KeyAt(step)); }
            step = message.Cause;
        }
    }

    /// <summary>The party of each step of a run.</summary>
    internal static Party[] Each(World world)
    {
        var parties = new Party[world.Depth];
        for (var step = 0; step < parties.Length; step++)
        {
            var message = world.Step(step);
            parties[step] = message.Operation == OperationId.None && message.Cause >= 0
                ? parties[message.Cause]
                : Of(world, step);
        }

        return parties;
    }

    /// <summary>The party of a step that could be next.</summary>
    internal static Party Of(World world, Choice choice)
    {
        var message = world.Message(choice);
        if (message.Operation != OperationId.None) { return new(message.Operation, default); }
        return message.Cause < 0 ? new(OperationId.None, world.KeyOf(choice)) : Of(world, message.Cause);
    }
}
