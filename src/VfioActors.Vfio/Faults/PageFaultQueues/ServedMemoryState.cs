using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>What memory knows that a page request must provide: who waits for its page.</summary>
public sealed class ServedMemoryState : State
{
    internal ServedMemoryState(Journal journal)
        : base(journal) => Toucher = Variable<ActorId>();

    /// <summary>Who waits; nobody when nobody does.</summary>
    public Variable<ActorId> Toucher { get; }
}
