using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Orders;

/// <summary>What a client has at rest: all that a claim looks at.</summary>
/// <param name="Client">Its number among the actors.</param>
/// <param name="Phase">What it is at.</param>
/// <param name="Open">Operations that nobody answered.</param>
/// <param name="Held">What it did not give back.</param>
internal sealed record ClientBook(
    int Client, StormPhase Phase, IReadOnlyList<OpenCall> Open, IReadOnlyList<HeldThing> Held)
{
    /// <summary>The book of a client; null when it rests and has nothing.</summary>
    internal static ClientBook? Of(ActorId client, StormClientState state)
    {
        if (state.Phase.Value == StormPhase.Resting && state.Open.Count == 0 && state.Held.Count == 0) { return null; }
        List<OpenCall> open = [];
        for (var at = 0; at < state.Open.Count; at++)
        {
            var call = state.Open.Values[at];
            open.Add(new(state.Open.Keys[at].Value, call.Thing.Workload, call.Thing.At.Value, call.Thing.Key)
            {
                Verb = call.Verb,
                Step = call.Step,
            });
        }

        List<HeldThing> held = [];
        for (var at = 0; at < state.Held.Count; at++)
        {
            var thing = state.Held.Keys[at];
            held.Add(new(thing.Workload, thing.At.Value, thing.Key, state.Held.Values[at]));
        }

        return new(client.Value, state.Phase.Value, open, held);
    }

    /// <summary>Puts a client into the state that it has elsewhere.</summary>
    /// <param name="state">A fresh one.</param>
    /// <param name="book">Its book; null when it rests and has nothing.</param>
    internal static void Fill(StormClientState state, ClientBook? book)
    {
        state.Phase.Value = book?.Phase ?? StormPhase.Resting;
        foreach (var open in book?.Open ?? [])
        {
            state.Open[new(open.Operation)] = new(new(open.Workload, new(open.At), open.Key), open.Verb, open.Step);
        }

        foreach (var held in book?.Held ?? []) { state.Held[new(held.Workload, new(held.At), held.Key)] = held.Times; }
    }
}
