using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Vmms;

/// <summary>
/// The user of devices with fault queues, a virtual machine monitor: it does a list of things, each when the one before
/// is over, and may go on to read rings whenever it is signalled. It does them all, whatever is answered.
/// </summary>
/// <param name="options">What it knows and does.</param>
public sealed class VmmBehavior(VmmOptions options) : IBehavior<VmmState>
{
    private readonly VmmDrainSteps _drain = new(options);

    /// <inheritdoc/>
    public VmmState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Start(VmmState state, Outbox outbox) => Begin(state, outbox);

    /// <inheritdoc/>
    public void Receive(VmmState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<FaultUserMessage.Done>(out var done)) { OnDone(state, done, envelope.From, outbox); }
        else if (envelope.Is<VeventQueueMessage.Reported>(out var reported))
        {
            OnDone(state, new(0, reported.Error), envelope.From, outbox);
        }
        else if (envelope.Is<FaultUserMessage.Bytes>(out var bytes)) { VmmDrainSteps.OnBytes(state, in bytes); }
        else if (envelope.Is<FaultUserMessage.Signalled>(out var signalled))
        {
            OnSignalled(state, signalled.Device, outbox);
        }
        else if (envelope.Is<FaultUserMessage.GuestAnswers>(out var answer))
        {
            outbox.Send(options.Reporter, answer.ToReporter());
        }
        else if (envelope.Is<FaultUserMessage.Event>(out var seen)) { OnEvent(state, in seen, envelope.From); }
        else if (!envelope.Is<FaultUserMessage.Capability>()) { throw Ensure.Unheard(in envelope); }
    }

    private VmmAction? Current(VmmState state) =>
        state.Next.Value < options.Script.Count ? options.Script[state.Next.Value].Action : null;

    private void OnDone(VmmState state, FaultUserMessage.Done done, ActorId from, Outbox outbox)
    {
        if (state.Drain.Value.Stage != DrainStage.None)
        {
            if (VmmDrainSteps.Awaits(state, options, from) && _drain.OnDone(state, done, outbox, out var outcome))
            {
                EndDrain(state, outcome, outbox);
            }

            return;
        }

        if (Current(state) is VmmAction.Ask ask && ask.Request.To == from)
        {
            NoteOpening(state, ask.Request, done);
            End(state, new((ulong)done.Value, done.Error, 0), outbox);
        }
        else if (Current(state) is VmmAction.AskUntilMoved again && again.Request.To == from)
        {
            OnMoved(state, again, done, outbox);
        }
        else if (Current(state) is VmmAction.ReadAndAnswer read && read.Request.To == from)
        {
            AnswerNext(state, from, outbox);
        }
    }

    private static void OnEvent(VmmState state, in FaultUserMessage.Event seen, ActorId from)
    {
        if (!state.Events.IsFull) { state.Events.Enqueue(new(from, seen.Sequence, seen.Flags, (uint)seen.Size)); }

        // The pages of a group come one after the other.
        var isNew = state.Unanswered.Count == 0 || state.Unanswered[state.Unanswered.Count - 1] != seen.Sequence;
        if (isNew && !state.Unanswered.IsFull) { state.Unanswered.Enqueue(seen.Sequence); }
    }

    private void OnMoved(
        VmmState state, VmmAction.AskUntilMoved again, FaultUserMessage.Done done, Outbox outbox)
    {
        if (done.Error != Errno.None || done.Value > 0)
        {
            End(state, new((ulong)done.Value, done.Error, 0), outbox);
            return;
        }

        state.Attempts.Value++;
        if (state.Attempts.Value < again.Attempts) { again.Request.Send(outbox); }
        else { outbox.Note($"has moved nothing in {Counted.Of(again.Attempts, "attempt")}: it would go on for ever"); }
    }

    private void NoteOpening(VmmState state, UserRequest request, FaultUserMessage.Done done)
    {
        if (!request.Asks<FaultQueueMessage.Open>(out _) || done.Error != Errno.None) { return; }
        for (var device = 0; device < options.Queues.Count; device++)
        {
            if (options.Queues[device] != request.To) { continue; }
            state.Opened[new(device)] = new(done.Value);
            state.Tails[new(device)] = 0;
        }
    }

    private void OnSignalled(VmmState state, DeviceId device, Outbox outbox)
    {
        if (Current(state) is VmmAction.AwaitSignal) { End(state, default, outbox); }
        else
        {
            if (!state.Signals.IsFull) { state.Signals.Enqueue(new(device, outbox.Serving)); }
            ServeNext(state, outbox);
        }
    }

    private void End(VmmState state, UserOutcome outcome, Outbox outbox)
    {
        state.Outcomes[options.Script[state.Next.Value].Id] = outcome;
        state.Attempts.Value = 0;
        state.Next.Value++;
        Begin(state, outbox);
    }

    private void EndDrain(VmmState state, UserOutcome outcome, Outbox outbox)
    {
        state.Drain.Value = default;
        if (Current(state) is VmmAction.Drain) { End(state, outcome, outbox); }
        else if (Current(state) is not null) { Begin(state, outbox); }
        else { ServeNext(state, outbox); }
    }

    private void Begin(VmmState state, Outbox outbox)
    {
        var current = Current(state);
        if (current is null)
        {
            ServeNext(state, outbox);
            return;
        }

        outbox.Serving = options.Script[state.Next.Value].Id;
        if (current is VmmAction.Ask ask) { ask.Request.Send(outbox); }
        else if (current is VmmAction.AskUntilMoved again) { again.Request.Send(outbox); }
        else if (current is VmmAction.Drain drain) { _drain.Begin(state, drain, outbox); }
        else if (current is VmmAction.Start start)
        {
            outbox.Send(start.Endpoint, default(EndpointMessage.Go));
            End(state, default, outbox);
        }
        else if (current is VmmAction.ReadAndAnswer read) { read.Request.Send(outbox); }
        else if (state.Signals.Count > 0)
        {
            state.Signals.Dequeue();
            End(state, default, outbox);
        }
    }

    private void AnswerNext(VmmState state, ActorId queue, Outbox outbox)
    {
        if (state.Unanswered.Count == 0) { End(state, default, outbox); }
        else
        {
            outbox.Send(queue, new PageFaultQueueMessage.Write(state.Unanswered.Dequeue(), ResponseCode.Success));
        }
    }

    /// <summary>Reads the ring of the device that signalled first, once the script is done.</summary>
    private void ServeNext(VmmState state, Outbox outbox)
    {
        var isIdle = options.Serves && Current(state) is null && state.Drain.Value.Stage == DrainStage.None;
        if (!isIdle || state.Signals.Count == 0) { return; }
        var signal = state.Signals.Dequeue();
        outbox.Serving = signal.Operation;
        _drain.Begin(state, new(signal.Device, RequestPolicy.Inject), outbox);
    }
}
