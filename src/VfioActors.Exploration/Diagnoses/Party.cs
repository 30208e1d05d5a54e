using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses;

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
            ref readonly var message = ref world.Step(step);
            if (message.Operation != OperationId.None) { return new(message.Operation, default); }
            if (message.Cause < 0) { return new(OperationId.None, world.KeyAt(step)); }
            step = message.Cause;
        }
    }

    /// <summary>The party of a step that could be next.</summary>
    internal static Party Of(World world, Choice choice)
    {
        ref readonly var message = ref world.Message(choice);
        if (message.Operation != OperationId.None) { return new(message.Operation, default); }
        return message.Cause < 0 ? new(OperationId.None, world.KeyOf(choice)) : Of(world, message.Cause);
    }
}
