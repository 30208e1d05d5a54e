using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>Something that an actor can go on with, and that waits for the strategy to say when.</summary>
/// <param name="What">In words, for ladders.</param>
/// <param name="Actor">The queue of the actor.</param>
/// <param name="Run">Does it, as a step of the actor.</param>
internal sealed record PendingTask(string What, ControlQueue Actor, Action Run)
{
    /// <summary>
    /// Whether it is Akka.NET's own machinery: what that hands on to the same actor goes on in the same step.
    /// </summary>
    internal bool IsHop { get; init; }

    /// <summary>
    /// Whether it is done beside the actor, on a thread of the pool in free Akka.NET: what it sends may then overtake
    /// what the actor sent meanwhile.
    /// </summary>
    internal bool IsBeside { get; init; }

    /// <summary>What the thread pool would do; null for what is no work of its.</summary>
    internal object? Work { get; init; }

    /// <summary>
    /// Whether an actor is left with half a child where it is never done: so what a run did not come to is done when
    /// the next one begins.
    /// </summary>
    internal bool IsOwed { get; init; }

    /// <summary>Work that an actor handed to the thread pool.</summary>
    internal static PendingTask Of(object work, ControlQueue owner) =>
        new("what it awaited", owner, () => PoolTrap.Run(work))
        {
            IsHop = Continuations.IsHop(work),
            IsBeside = true,
            Work = work,
        };
}
