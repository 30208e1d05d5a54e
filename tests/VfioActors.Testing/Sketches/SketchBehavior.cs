using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Testing.Toys;

namespace VfioActors.Testing.Sketches;

/// <summary>An actor that a test writes down in a line or two.</summary>
/// <param name="hears">What it does with a message; null for nothing.</param>
/// <param name="starts">What it does at its start; null for nothing.</param>
/// <param name="commutes">What it declares to commute; null for nothing.</param>
public sealed class SketchBehavior(
    Action<ToyState, Envelope, Outbox>? hears = null,
    Action<Outbox>? starts = null,
    Func<Envelope, Envelope, bool>? commutes = null) : IBehavior<ToyState>
{
    /// <summary>Which of its questions the host may refuse.</summary>
    public IReadOnlyList<HostRefusal> Refusals { get; init; } = [];

    public ToyState Create(Journal journal) => new(journal);

    public void Start(ToyState state, Outbox outbox) => starts?.Invoke(outbox);

    public void Receive(ToyState state, in Envelope envelope, Outbox outbox) => hears?.Invoke(state, envelope, outbox);

    public bool Commutes(in Envelope first, in Envelope second) => commutes?.Invoke(first, second) ?? false;
}
