using VfioActors.Behaviors;

namespace VfioActors.Exploration.Protocols;

/// <summary>The one value that an actor of a <see cref="Model"/> owns.</summary>
/// <typeparam name="TState">The record struct that a user wrote.</typeparam>
internal sealed class ModelState<TState> : State
    where TState : unmanaged
{
    internal ModelState(Journal journal, TState initial)
        : base(journal) => Value = Variable(initial);

    internal Variable<TState> Value { get; }
}
