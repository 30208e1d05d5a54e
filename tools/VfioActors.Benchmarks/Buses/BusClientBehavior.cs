using VfioActors.Behaviors;

namespace VfioActors.Benchmarks.Buses;

/// <summary>Asks a number of times, one after the other.</summary>
internal sealed class BusClientBehavior(ActorId bus, int asks) : IBehavior<BusState>
{
    public BusState Create(Journal journal) => new(journal);

    public void Start(BusState state, Outbox outbox) => outbox.Send(outbox.Self, new Bus.Asked(0));

    public void Receive(BusState state, in Envelope envelope, Outbox outbox)
    {
        if (state.Count.Value++ < asks) { outbox.Send(bus, new Bus.Asked(state.Count.Value)); }
    }
}
