using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>
/// A server that keeps a value and tells no other: after Stateright's <c>single-copy-register.rs</c>.
/// </summary>
internal sealed class SingleCopyServer : IBehavior<ValueState<int>>
{
    public ValueState<int> Create(Journal journal) => new(journal, 0);

    public void Receive(ValueState<int> state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out RegisterMessage.Put put))
        {
            state.Value.Value = put.Value;
            outbox.Send(envelope.From, new RegisterMessage.PutOk(put.Request));
        }
        else if (envelope.Is(out RegisterMessage.Get get))
        {
            outbox.Send(envelope.From, new RegisterMessage.GetOk(get.Request, state.Value.Value));
        }
    }
}
