using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// A client that does what its dice say, burst after burst, with a bounded number of operations in flight; that takes a
/// refusal as an answer like any other; and that gives everything back when it is told to halt, or when its process
/// dies. What is never taken back (a count that a defect has leaked, <c>EBUSY</c> for ever) is left to the host, which
/// sees whether anybody else gets on.
/// </summary>
/// <remarks>
/// A process that dies is drained as the kernel drains it: what it had open is answered, what it held is given back,
/// then another process takes its place. Its actor does not stop: it stands for the kernel's side of the process.
/// </remarks>
public sealed class StormClientBehavior : IBehavior<StormClientState>
{
    /// <summary>The question to the host at the end of a burst.</summary>
    public const int HaltQuestion = 1;

    /// <summary>The answer to <see cref="HaltQuestion"/> that ends the storm for this client; 0 goes on.</summary>
    public const int Halt = 1;

    /// <summary>
    /// The question to the host when nothing that it gives back is taken, <see cref="Patience"/> times in a row.
    /// </summary>
    public const int GiveUpQuestion = 2;

    /// <summary>The answer to <see cref="GiveUpQuestion"/> that leaves the rest held; 0 tries again.</summary>
    public const int GiveUp = 1;

    /// <summary>How often it is refused in a row before it asks whether that will ever end.</summary>
    public const int Patience = 256;

    private const int YesOrNo = 2;

    /// <summary>The step of a call that nobody is left to answer.</summary>
    private const int NobodyAnswers = -1;

    private readonly StormClientOptions _options;
    private readonly StormWorkload[] _workloads;
    private readonly int _shares;

    /// <param name="options">What the client is like.</param>
    public StormClientBehavior(StormClientOptions options)
    {
        _options = options;
        _workloads = [.. options.Mix.Select(one => one.Workload)];
        _shares = options.Mix.Sum(one => one.Share);
    }

    /// <summary>What the client is like.</summary>
    public StormClientOptions Options => _options;

    /// <inheritdoc/>
    public StormClientState Create(Journal journal) => new(journal, _options);

    /// <inheritdoc/>
    public void Start(StormClientState state, Outbox outbox) => Fill(state, outbox);

    /// <inheritdoc/>
    public void Receive(StormClientState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<Chosen>(out var chosen)) { OnChosen(state, chosen, outbox); }
        else { OnReply(state, in envelope, outbox); }
    }

    /// <summary>What serves no operation that is open is of the host.</summary>
    private void OnHost(StormClientState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<StormClientMessage.Lost>(out var lost)) { OnLost(state, lost, outbox); }
        else if (envelope.Is<StormClientMessage.Halt>()) { OnHalt(state, outbox); }
        else { Ensure.That(envelope.Is<StormClientMessage.Unanswered>(), "only what is open is answered"); }
    }

    /// <summary>
    /// Each operation that is open there is answered in a step of its own, as those are that somebody answers.
    /// </summary>
    private void OnLost(StormClientState state, in StormClientMessage.Lost lost, Outbox outbox)
    {
        for (var at = 0; at < state.Open.Count; at++)
        {
            var (id, call) = (state.Open.Keys[at], state.Open.Values[at]);
            if (call.Step == NobodyAnswers || !IsAmong(call.Thing.At, in lost)) { continue; }
            state.Open[id] = call with { Step = NobodyAnswers };
            outbox.Serving = id;
            outbox.Send(outbox.Self, default(StormClientMessage.Unanswered));
        }

        for (var at = state.Held.Count - 1; at >= 0; at--)
        {
            if (IsAmong(state.Held.Keys[at].At, in lost)) { state.Held.Remove(state.Held.Keys[at]); }
        }

        Fill(state, outbox);
    }

    private void OnUnanswered(StormClientState state, OperationId operation, Outbox outbox)
    {
        state.Open.Remove(operation);
        state.Answered.Value = Errno.EIO;
        CountRefusals(state, Errno.EIO, outbox);
        Fill(state, outbox);
    }

    private void OnHalt(StormClientState state, Outbox outbox)
    {
        state.Phase.Value = StormPhase.Healing;
        Fill(state, outbox);
    }

    private static bool IsAmong(ActorId actor, in StormClientMessage.Lost lost) =>
        actor >= lost.First && actor <= lost.Last;

    private void OnChosen(StormClientState state, Chosen chosen, Outbox outbox)
    {
        if (chosen.Question == GiveUpQuestion) { OnPatience(state, chosen.Option == GiveUp, outbox); }
        else if (chosen.Option == Halt) { state.Phase.Value = StormPhase.Healing; }
        else { BeginBurst(state, outbox); }
        Fill(state, outbox);
    }

    private static void OnPatience(StormClientState state, bool givesUp, Outbox outbox)
    {
        state.Refused.Value = 0;
        if (!givesUp) { return; }
        outbox.Note($"gives up, with {Counted.Of(state.Held.Count, "thing")} held");
        state.Phase.Value = StormPhase.GivenUp;
    }

    private void OnReply(StormClientState state, in Envelope envelope, Outbox outbox)
    {
        if (!state.Open.TryGet(envelope.Operation, out var call))
        {
            OnHost(state, in envelope, outbox);
            return;
        }

        if (call.Step == NobodyAnswers)
        {
            OnUnanswered(state, envelope.Operation, outbox);
            return;
        }

        var workload = _workloads[call.Thing.Workload];
        if (workload.OnReply(in call, state, in envelope, outbox) is not { } error) { return; }
        state.Open.Remove(envelope.Operation);
        state.Answered.Value = error;
        CountRefusals(state, error, outbox);
        Fill(state, outbox);
    }

    private static void CountRefusals(StormClientState state, Errno error, Outbox outbox)
    {
        var givesBack = state.Phase.Value is StormPhase.Closing or StormPhase.Healing;
        if (!givesBack || error == Errno.None) { state.Refused.Value = 0; }
        else if (++state.Refused.Value == Patience)
        {
            outbox.Serving = OperationId.None;
            outbox.Choose(GiveUpQuestion, YesOrNo);
        }
    }

    /// <summary>Begins operations until as many are in flight as may be.</summary>
    private void Fill(StormClientState state, Outbox outbox)
    {
        var window = WindowOf(state);
        while (state.Open.Count < window && Next(state, outbox)) { }
    }

    /// <returns>False when there is nothing more to begin.</returns>
    private bool Next(StormClientState state, Outbox outbox)
    {
        switch (state.Phase.Value)
        {
            case StormPhase.Hurting when state.Left.Value > 0:
                state.Left.Value--;
                Hurt(state, outbox);
                return true;
            case StormPhase.Hurting when state.Open.Count == 0: return EndBurst(state, outbox);
            case StormPhase.Closing or StormPhase.Healing when state.Refused.Value >= Patience: return false;
            case StormPhase.Closing or StormPhase.Healing when state.Held.Count > 0:
                // What is refused may wait for something else that is held: the next one is tried then.
                GiveBack(state, state.Held.Keys[state.Refused.Value % state.Held.Count], outbox);
                return true;
            case StormPhase.Closing when state.Open.Count == 0:
                outbox.Note($"is another process");
                state.Phase.Value = StormPhase.Hurting;
                return true;
            case StormPhase.Healing when state.Open.Count == 0:
                state.Phase.Value = StormPhase.Resting;
                return false;
            default: return false;
        }
    }

    private bool EndBurst(StormClientState state, Outbox outbox)
    {
        state.Bursts.Value = (state.Bursts.Value + 1) & 0xffff;
        if (_options.Operations > 0 && state.Begun.Value >= _options.Operations)
        {
            state.Phase.Value = StormPhase.Healing;
            return true;
        }

        if (_options.Operations > 0 && !_options.Asks)
        {
            BeginBurst(state, outbox);
            return true;
        }

        state.Phase.Value = StormPhase.Asking;
        outbox.Serving = OperationId.None;
        outbox.Choose(HaltQuestion, YesOrNo);
        return false;
    }

    private void BeginBurst(StormClientState state, Outbox outbox)
    {
        var dies = _options.DiesOnceIn > 0 && state.Throw(_options.DiesOnceIn) == 0;
        if (dies) { outbox.Note($"dies"); }
        state.Phase.Value = dies ? StormPhase.Closing : StormPhase.Hurting;
        state.Left.Value = _options.Operations == 0
            ? _options.Burst
            : Math.Clamp(_options.Operations - state.Begun.Value, 0, _options.Burst);
    }

    private void Hurt(StormClientState state, Outbox outbox)
    {
        var place = PlaceOf(state.Throw(_shares));
        var id = NextId(state);
        outbox.Serving = id;
        var begun = _workloads[place].Begin(state, place, state.HasRoom(_options), outbox);
        if (begun is { } call) { state.Open[id] = call; }
        else if (state.Held.Count > 0) { GiveBack(state, state.Held.Keys[state.Throw(state.Held.Count)], id, outbox); }
    }

    private void GiveBack(StormClientState state, StormThing thing, Outbox outbox) =>
        GiveBack(state, thing, NextId(state), outbox);

    private void GiveBack(StormClientState state, StormThing thing, OperationId id, Outbox outbox)
    {
        state.Drop(in thing);
        outbox.Serving = id;
        state.Open[id] = _workloads[thing.Workload].GiveBack(in thing, outbox);
    }

    private int PlaceOf(int share)
    {
        var place = 0;
        for (; share >= _options.Mix[place].Share; place++) { share -= _options.Mix[place].Share; }
        return place;
    }

    private OperationId NextId(StormClientState state)
    {
        var number = state.Begun.Value;
        state.Begun.Value = _options.NumberAfter(number);
        return _options.IdOf(number);
    }

    private int WindowOf(StormClientState state)
    {
        var bursts = state.Bursts.Value;
        return _options.Shape switch
        {
            StormShape.Waves => (bursts & 1) == 0 ? _options.Window : 1,
            StormShape.Ramps => 1 + (bursts % _options.Window),
            _ => _options.Window,
        };
    }
}
