using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// What one client has at some machines, as those saw it who were asked: for when the client is gone, and somebody has
/// to give back in its place, as a kernel does when a process dies.
/// </summary>
/// <remarks>
/// Told of every request of the client when it comes, and of every answer when it goes. The client may have heard less:
/// what counts is what was granted. For one thread at a time.
/// </remarks>
public sealed class StormTab
{
    private readonly StormClientState _state;
    private readonly Outbox _unsent = new();
    private readonly SortedSet<OperationId> _owed = [];
    private readonly int _place;
    private readonly int _clients;
    private int _begun;

    /// <param name="topology">The actors of the storm.</param>
    /// <param name="client">The client.</param>
    /// <param name="clients">How many there are.</param>
    public StormTab(Topology topology, ActorId client, int clients)
    {
        Cell = topology.Make(client, new(keeps: false));
        _state = (StormClientState)Cell.State;
        (_place, _clients) = (client.Value - (topology.Count - clients) - 1, clients);
    }

    /// <summary>The client as far as it is known here: what it holds, and what is open.</summary>
    public Cell Cell { get; }

    /// <summary>A request of the client is handed to whom it is for.</summary>
    /// <param name="operation">The operation that it serves.</param>
    /// <param name="call">What the client does in that operation.</param>
    public void Asked(OperationId operation, in StormCall call)
    {
        var workload = _state.Mix[call.Thing.Workload].Workload;
        var isFirst = !_state.Open.Contains(operation);
        if (isFirst && workload.GivesUp(in call) && _state.Held.Contains(call.Thing)) { _state.Drop(call.Thing); }
        _state.Open[operation] = call;
        _owed.Remove(operation);
        _begun = Math.Max(_begun, ((operation.Value - 1 - _place) / _clients) + 1);
    }

    /// <summary>An answer goes to the client, whether it gets there or not.</summary>
    public void Answered(in Envelope answer)
    {
        if (!_state.Open.TryGet(answer.Operation, out var call)) { return; }
        _unsent.Open(answer.To, answer.Operation, Envelope.Unsent, default);
        var workload = _state.Mix[call.Thing.Workload].Workload;
        if (workload.OnReply(in call, _state, in answer, _unsent) is not null)
        {
            _state.Open.Remove(answer.Operation);
            _owed.Remove(answer.Operation);
        }
        else if (_unsent.Effects.Length > 0) { _owed.Add(answer.Operation); }
    }

    /// <summary>
    /// The client is dead: its next step is to give back. An operation whose next request it never made is over.
    /// </summary>
    /// <returns>What it has to hear for that.</returns>
    public Envelope Inherit()
    {
        foreach (var operation in _owed) { _state.Open.Remove(operation); }
        _owed.Clear();
        _state.Begun.Value = _begun;
        return Envelope.Of(Cell.Id, Cell.Id, default(StormClientMessage.Halt));
    }
}
