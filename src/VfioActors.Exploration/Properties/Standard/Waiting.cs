using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties.Standard;

/// <summary>Who waits and who holds what in a world, as its actors say it.</summary>
internal static class Waiting
{
    /// <summary>Whether any actor could say it.</summary>
    internal static bool IsTold(IWorldView view) =>
        view.Topology.Actors.Any(actor => view.StateOf(actor) is IWaits);

    /// <summary>Asks every actor.</summary>
    internal static WaitList Told(IWorldView view)
    {
        WaitList waits = new();
        foreach (var actor in view.Topology.Actors) { waits.Ask(actor, view.StateOf(actor)); }
        return waits;
    }

    /// <summary>
    /// Whether one of some operations has begun and is not done: an actor says that it waits, rightly or not, or its
    /// client asked for something and was not answered (<see cref="OperationsAnswered"/>).
    /// </summary>
    internal static bool IsAnyUnfinished(World world, IReadOnlyCollection<OperationId> operations)
    {
        if (operations.Count == 0) { return false; }
        var told = Told(world);
        if (operations.Any(told.IsWaiting)) { return true; }
        var steps = new Envelope[world.Depth];
        for (var step = 0; step < steps.Length; step++) { steps[step] = world.HeardAt(step); }
        return OperationsAnswered.Unanswered(steps, world).Any(operations.Contains);
    }
}
