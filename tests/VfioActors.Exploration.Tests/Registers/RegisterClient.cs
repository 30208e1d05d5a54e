using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>
/// Writes once and then reads, each at another server, as the client of Stateright 0.31's <c>actor/register.rs</c> with
/// <c>put_count: 1</c>.
/// </summary>
/// <param name="index">Its number behind the servers, from 0: requests are told apart by it.</param>
/// <param name="servers">How many servers there are; they are the first actors.</param>
/// <param name="history">Who is told of what comes back, in the same step.</param>
internal sealed class RegisterClient(int index, int servers, ActorId history) : IBehavior<ValueState<ClientView>>
{
    private int Number => servers + index;

    public ValueState<ClientView> Create(Journal journal) => new(journal, new(Number, 1));

    public void Start(ValueState<ClientView> state, Outbox outbox) =>
        outbox.Send(ServerAt(0), new RegisterMessage.Put(Number, 'A' + index));

    public void Receive(ValueState<ClientView> state, in Envelope envelope, Outbox outbox)
    {
        var (awaiting, operations) = state.Value.Value;
        if (envelope.Is(out RegisterMessage.PutOk put) && put.Request == awaiting)
        {
            var request = (operations + 1) * Number;
            outbox.Send(history, new RegisterMessage.Written(index));
            outbox.Send(ServerAt(operations), new RegisterMessage.Get(request));
            state.Value.Value = new(request, operations + 1);
        }
        else if (envelope.Is(out RegisterMessage.GetOk get) && get.Request == awaiting)
        {
            outbox.Send(history, new RegisterMessage.Read(index, get.Value));
            state.Value.Value = new(0, operations + 1);
        }
    }

    private ActorId ServerAt(int operation) => new(((Number + operation) % servers) + 1);
}
