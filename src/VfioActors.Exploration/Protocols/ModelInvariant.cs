using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Protocols;

/// <summary>A claim of a <see cref="Model"/> about one actor after each of its steps.</summary>
/// <param name="name">Its id.</param>
/// <param name="text">The predicate as it was written.</param>
/// <param name="actor">The actor.</param>
/// <param name="holds">The predicate.</param>
/// <param name="isSymmetric">Whether the model says what is interchangeable.</param>
internal sealed class ModelInvariant<TState>(
    string name, string text, ActorId actor, Func<TState, bool> holds, bool isSymmetric)
    : Invariant<ModelState<TState>>
    where TState : unmanaged
{
    public override string Name => name;

    public override string Claim => $"Always: {text}";

    public override bool IsSymmetric => isSymmetric;

    public override bool Concerns(Cell cell) => cell.Id == actor;

    public override string? Refute(ModelState<TState> state, ActorId actor, IWorldView view) =>
        holds(state.Value.Value) ? null : $"{view.NameOf(actor)} is {state.Value}";
}
