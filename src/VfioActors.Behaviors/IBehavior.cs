using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>
/// The rules of one kind of actor. Pure: the same state and message always give the same state and effects, whoever
/// hosts it. A behaviour keeps options, never state: an explorer remembers what it said and does not ask again.
/// </summary>
/// <typeparam name="TState">What the actor owns.</typeparam>
public interface IBehavior<TState>
    where TState : State
{
    /// <summary>Makes the state of a new actor.</summary>
    /// <param name="journal">Where the state notes its changes so that they can be taken back.</param>
    TState Create(Journal journal);

    /// <summary>Runs once before the actor's first step; a client sends its first request here.</summary>
    void Start(TState state, Outbox outbox)
    {
    }

    /// <summary>One step: handles a message, changes the state, says what is to be done.</summary>
    /// <exception cref="BrokenPromiseException">The model itself is wrong.</exception>
    void Receive(TState state, in Envelope envelope, Outbox outbox);

    /// <summary>
    /// Whether two messages give the same state and the same effects in either order, in every state. Exploring then
    /// need not try both. False when in doubt.
    /// </summary>
    bool Commutes(in Envelope first, in Envelope second) => false;

    /// <summary>
    /// Which of the questions that it asks the host may be refused; none by default. It is the same at all times,
    /// whether the options let it ask them or not.
    /// </summary>
    IReadOnlyList<HostRefusal> Refusals => [];
}
