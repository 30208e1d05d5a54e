using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Protocols;

/// <summary>A client of a <see cref="Model"/>: one request after the other.</summary>
/// <param name="script">The requests, each with the operation that it serves.</param>
internal sealed class ModelClientBehavior(IReadOnlyList<(OperationId Operation, ModelRequest Request)> script)
    : IBehavior<ModelClientState>
{
    public ModelClientState Create(Journal journal) => new(journal, script);

    public void Start(ModelClientState state, Outbox outbox) => SendNext(state, default, outbox);

    public void Receive(ModelClientState state, in Envelope envelope, Outbox outbox)
    {
        if (state.Answered.Value == script.Count) { throw Ensure.Unheard(in envelope); }
        state.Answered.Value++;
        SendNext(state, in envelope, outbox);
    }

    private void SendNext(ModelClientState state, in Envelope answer, Outbox outbox)
    {
        if (state.Answered.Value == script.Count) { return; }
        var (operation, request) = script[state.Answered.Value];
        outbox.Serving = operation;
        request.Send(answer, outbox);
    }
}
