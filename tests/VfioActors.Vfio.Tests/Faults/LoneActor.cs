using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>One behaviour by itself: all others are the test.</summary>
internal sealed class LoneActor
{
    private readonly Outbox _outbox = new();
    private readonly Cell _cell;

    private LoneActor(Cell cell) => _cell = cell;

    internal static LoneActor Of<TState>(IBehavior<TState> behavior)
        where TState : State
    {
        Topology topology = new();
        topology.Add("it", behavior);
        return new(topology.Make(topology.Actors.Single(), new Journal(keeps: false)));
    }

    /// <summary>What it sends when it hears something that serves an operation.</summary>
    internal List<Envelope> Hears<T>(ActorId from, in T message, int operation)
        where T : unmanaged, IMessage
    {
        OperationId serving = new(operation);
        _outbox.Open(new(1), serving, 0, default);
        _cell.Receive(Envelope.Of(from, new(1), in message).Serving(serving, 0), _outbox);
        List<Envelope> sent = [];
        foreach (var effect in _outbox.Effects) { sent.Add(effect.Envelope); }
        return sent;
    }
}
