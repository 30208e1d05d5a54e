using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>Writes down what comes back to clients, in the step in which it does.</summary>
internal sealed class RegisterHistory : IBehavior<HistoryState>
{
    public HistoryState Create(Journal journal) => new(journal);

    public void Receive(HistoryState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out RegisterMessage.Written written))
        {
            state.Clients[written.Client].Value = new(1, state.Clients[1 - written.Client].Value.Done, 0);
            return;
        }

        var read = envelope.Read<RegisterMessage.Read>();
        state.Clients[read.Client].Value = state.Clients[read.Client].Value with { Done = 2, Value = read.Value };
    }
}
