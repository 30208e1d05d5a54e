using VfioActors.Behaviors;

namespace VfioActors.Benchmarks.Buses;

/// <summary>Answers whoever asks.</summary>
internal sealed class BusBehavior : IBehavior<BusState>
{
    public BusState Create(Journal journal) => new(journal);

    public void Receive(BusState state, in Envelope envelope, Outbox outbox)
    {
        state.Count.Value++;
        outbox.Send(envelope.From, new Bus.Asked(0));
    }
}
