using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>Has a real actor take the steps of a behaviour.</summary>
internal sealed class HostedBehavior<TState>(IBehavior<TState> inner, ActorId actor, HostedCast cast)
    : IBehavior<TState>, IHosted
    where TState : State
{
    private TState? _state;

    public HostedCast Cast => cast;

    public TState Create(Journal journal) => inner.Create(journal);

    public void Start(TState state, Outbox outbox)
    {
        _state = state;
        cast.Host.Start(this, cast.QueueOf(actor), outbox);
    }

    public void Receive(TState state, in Envelope envelope, Outbox outbox)
    {
        _state = state;
        cast.Host.Deliver(this, cast.QueueOf(actor), in envelope, outbox);
    }

    public bool Commutes(in Envelope first, in Envelope second) => inner.Commutes(in first, in second);

    void IHosted.Start(Outbox outbox) => inner.Start(_state!, outbox);

    void IHosted.Receive(in Envelope envelope, Outbox outbox) => inner.Receive(_state!, in envelope, outbox);
}
