using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Judgements;

/// <summary>Makes every behaviour declare that all commutes, which is false.</summary>
internal sealed class CommutesAlways : IBehaviorDecorator
{
    public IBehavior<TState> Decorate<TState>(ActorId actor, IBehavior<TState> behavior)
        where TState : State => new Liar<TState>(behavior);

    private sealed class Liar<TState>(IBehavior<TState> inner) : IBehavior<TState>
        where TState : State
    {
        public TState Create(Journal journal) => inner.Create(journal);

        public void Start(TState state, Outbox outbox) => inner.Start(state, outbox);

        public void Receive(TState state, in Envelope envelope, Outbox outbox) =>
            inner.Receive(state, in envelope, outbox);

        public bool Commutes(in Envelope first, in Envelope second) => true;
    }
}
