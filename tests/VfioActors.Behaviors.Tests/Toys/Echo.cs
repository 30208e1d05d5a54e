namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>Counts what it hears and sends it back.</summary>
public sealed class Echo : IBehavior<EchoState>
{
    public EchoState Create(Journal journal) => new(journal);

    public void Start(EchoState state, Outbox outbox) => outbox.Send(new ActorId(1), new ToyMessage.Ping());

    public void Receive(EchoState state, in Envelope envelope, Outbox outbox)
    {
        if (!envelope.Is<ToyMessage.Ping>()) { throw Ensure.Unheard(in envelope); }
        state.Heard.Value++;
        outbox.Note($"hears ping {state.Heard.Value}");
        outbox.Send(envelope.From, new ToyMessage.Ping());
    }

    public bool Commutes(in Envelope first, in Envelope second) => first.From == second.From;
}
