using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>Has a real actor take the steps of a behaviour.</summary>
internal sealed class HostedBehavior<TState>(IBehavior<TState> inner, ActorId actor, HostedActors actorTable)
    : IBehavior<TState>, IHosted
    where TState : State
{
    private TState? _state;

    public HostedActors ActorTable => actorTable;

    public TState Create(Journal journal) => inner.Create(journal);

    public void Start(TState state, Outbox outbox)
    {
        _state = state;
        actorTable.Host.Start(this, actorTable.QueueOf(actor), outbox);
    }

    public void Receive(TState state, in Envelope envelope, Outbox outbox)
    {
        _state = state;
        actorTable.Host.Deliver(this, actorTable.QueueOf(actor), in envelope, outbox);
    }

    public bool Commutes(in Envelope first, in Envelope second) => inner.Commutes(in first, in second);

    void IHosted.Start(Outbox outbox) => inner.Start(_state!, outbox);

    void IHosted.Receive(in Envelope envelope, Outbox outbox) => inner.Receive(_state!, in envelope, outbox);
}
