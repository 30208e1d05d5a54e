using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// A client that does what a script says, one operation after the other, as a client of a storm would: a part of a
/// storm that is taken again without its dice.
/// </summary>
/// <remarks>
/// What one client of the storm took and gave back, clients of a script may do for each other: a thing that is given
/// back is held once less, also by who never took it; unless clients heal.
/// </remarks>
/// <param name="options">What it does.</param>
public sealed class StormScriptBehavior(StormScriptOptions options) : IBehavior<StormClientState>
{
    private readonly StormClientOptions _client = new()
    {
        Client = 0,
        Clients = 1,
        Mix = options.Mix,
        HeldMax = options.Script.Count + 1,
    };

    /// <inheritdoc/>
    public StormClientState Create(Journal journal) => new(journal, _client);

    /// <inheritdoc/>
    public void Start(StormClientState state, Outbox outbox) => Next(state, outbox);

    /// <inheritdoc/>
    public void Receive(StormClientState state, in Envelope envelope, Outbox outbox)
    {
        Ensure.That(state.Open.TryGet(envelope.Operation, out var call), "only what is open is answered");
        var workload = options.Mix[call.Thing.Workload].Workload;
        if (workload.OnReply(in call, state, in envelope, outbox) is not { } error) { return; }
        state.Open.Remove(envelope.Operation);
        state.Answered.Value = error;
        Next(state, outbox);
    }

    private void Next(StormClientState state, Outbox outbox)
    {
        var number = state.Begun.Value;
        if (number < options.Script.Count)
        {
            var (id, call) = options.Script[number];
            Ask(state, id, in call, outbox);
            return;
        }

        if (options.Heals && TryHeld(state, out var thing))
        {
            state.Phase.Value = StormPhase.Healing;
            var verb = options.Mix[thing.Workload].Workload.GivesBack;
            Ask(state, OperationId.None, new(thing, verb, 0), outbox);
            return;
        }

        state.Phase.Value = StormPhase.Resting;
    }

    private void Ask(StormClientState state, OperationId id, in StormCall call, Outbox outbox)
    {
        var workload = options.Mix[call.Thing.Workload].Workload;
        if (call.Verb == workload.GivesBack) { GiveBack(state, call.Thing); }
        state.Begun.Value++;
        outbox.Serving = id;
        state.Open[id] = workload.Ask(in call, outbox);
    }

    /// <summary>Who heals gives back what another gave back for it, and is refused: once more harms nobody.</summary>
    private void GiveBack(StormClientState state, in StormThing thing)
    {
        if (!options.Heals) { state.GiveAnyway(in thing); }
        else if (state.Held.Contains(thing)) { state.Drop(in thing); }
    }

    private static bool TryHeld(StormClientState state, out StormThing thing)
    {
        thing = state.Held.Count > 0 ? state.Held.Keys[0] : default;
        return state.Held.Count > 0;
    }
}
