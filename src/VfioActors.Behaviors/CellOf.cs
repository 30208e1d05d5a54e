namespace VfioActors.Behaviors;

/// <summary>One actor with its state and its behaviour.</summary>
/// <typeparam name="TState">What the actor owns.</typeparam>
public sealed class CellOf<TState> : Cell
    where TState : State
{
    private readonly IBehavior<TState> _behavior;
    private readonly TState _state;

    internal CellOf(ActorId id, string name, IBehavior<TState> behavior, Journal journal)
        : base(id, name)
    {
        _behavior = behavior;
        _state = behavior.Create(journal);
    }

    /// <inheritdoc/>
    public override State State => _state;

    /// <summary>What the actor owns, by its own type.</summary>
    public TState TypedState => _state;

    /// <inheritdoc/>
    public override void Start(Outbox outbox) => _behavior.Start(_state, outbox);

    /// <inheritdoc/>
    public override void Receive(in Envelope envelope, Outbox outbox) => _behavior.Receive(_state, in envelope, outbox);

    /// <inheritdoc/>
    public override bool Commutes(in Envelope first, in Envelope second) => _behavior.Commutes(in first, in second);
}
