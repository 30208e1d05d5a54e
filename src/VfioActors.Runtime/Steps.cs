using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Recordings;

namespace VfioActors.Runtime;

/// <summary>Takes the steps of the actors of one system, on whatever thread an actor runs.</summary>
internal sealed class Steps(
    Topology topology, Performer performer, BehaviorSystemOptions options, RuntimeSettings settings,
    Action<BrokenPromise> report) : IDisposable
{
    private readonly ThreadLocal<ActorStepper> _stepper = new(() => new(topology));
    private readonly Shell[] _shells = new Shell[topology.Count + 1];
    private readonly IStepWatcher? _watcher = options.Watcher;
    private readonly bool _fingerprints = options.Recorder?.WithFingerprints == true;
    private readonly bool _hasOutside = options.Outside.Count > 0;

    /// <summary>
    /// Where some actor handles what it hears within the step that sent it, a step takes in several actors: such a
    /// system takes one step at a time, and this is whose turn it is. Null where each actor steps on its own.
    /// </summary>
    private readonly Lock? _turn = topology.Actors.Any(topology.IsInline) ? new() : null;

    public void Dispose() => _stepper.Dispose();

    /// <summary>An actor of the system: others may have it handle something within their steps.</summary>
    internal void Enter(Shell shell) => _shells[shell.Cell.Id.Value] = shell;

    /// <summary>
    /// Lets an actor start. What it asks for is done when it hears of it, which counts as sent.
    /// </summary>
    internal void Start(Shell shell)
    {
        var stepper = _stepper.Value!;
        stepper.Start(shell.Cell);
        if (stepper.Outbox.Effects.Length == 0) { return; }
        shell.Beginning = stepper.Outbox.Effects.ToArray();
        shell.CountSent();
    }

    /// <summary>Does what the start of an actor asked for, unless it is done.</summary>
    internal bool Begin(Shell shell)
    {
        if (shell.Beginning is not { } effects) { return true; }
        shell.Beginning = null;
        if (_turn is null) { performer.Perform(effects, shell); }
        else { lock (_turn) { performer.Perform(effects, shell); } }
        shell.CountOther();
        return true;
    }

    /// <returns>False when the actor broke a promise and must stop.</returns>
    internal bool Hear(Shell shell, in Envelope envelope)
    {
        if (shell.Beginning is not null) { Begin(shell); }
        if (_turn is null) { return HearNow(shell, in envelope); }
        lock (_turn) { return HearNow(shell, in envelope); }
    }

    /// <summary>A time has come: that of the earliest timer, unless this one was fired before.</summary>
    internal bool FireInTime(Shell shell)
    {
        if (shell.FiredEarly == 0) { return Fire(shell); }
        shell.FiredEarly--;
        return true;
    }

    /// <summary>Whether an actor outside our tree sent it.</summary>
    internal bool IsOfStranger(in Envelope envelope) =>
        _hasOutside && options.Outside.ContainsKey(envelope.From);

    internal bool FireEarly(Shell shell)
    {
        if (shell.Beginning is not null) { Begin(shell); }
        if (shell.Timers.Count == 0) { return true; }
        shell.FiredEarly++;
        return Fire(shell);
    }

    private bool Fire(Shell shell)
    {
        if (_turn is null) { return FireNow(shell); }
        lock (_turn) { return FireNow(shell); }
    }

    internal bool HearNonsense(Shell shell, object message)
    {
        Report(shell, "NoBrokenPromise", $"a behaviour hears envelopes, not {message.GetType().Name}");
        return true;
    }

    internal void CheckQueue(Shell shell, int length)
    {
        shell.QueueSeen = length;
        if (length <= settings.MailboxMax) { return; }
        var waiting = Counted.Of(length, "message waits", "messages wait");
        Report(shell, "QueueWithinLimit", $"{waiting}, and at most {settings.MailboxMax} may");
    }

    private bool HearNow(Shell shell, in Envelope envelope)
    {
        // What strangers send is counted when it comes: nobody tells us before.
        if (IsOfStranger(in envelope)) { shell.CountSent(); }
        if (shell.Log is { } log) { Note(log, in envelope); }
        return Take(shell, in envelope);
    }

    private static void Note(ReceiveLog log, in Envelope envelope)
    {
        if (envelope.Cause == Envelope.Beyond) { log.End(); }
        else if (envelope.From.IsSomebody) { log.AddMessage(envelope.From); }
        else { log.AddChoice(envelope.Is<Chosen>(out var chosen) ? chosen.Option : 0); }
    }

    private bool FireNow(Shell shell)
    {
        var (due, envelope) = shell.Timers.Take();
        shell.Log?.AddTimer();
        shell.MoveClock(due);
        return Take(shell, in envelope);
    }

    private bool Take(Shell shell, in Envelope envelope)
    {
        shell.Remember(in envelope);
        if (_turn is not null) { options.Recorder?.Turns.AddMessage(shell.Cell.Id); }
        try
        {
            var holds = TryStep(shell, in envelope);
            if (_fingerprints) { shell.Log!.AddFingerprint(shell.Cell.State.Fingerprint); }
            return holds;
        }
        finally
        {
            // Also when somebody who is told of a broken promise throws: else there would never be rest.
            shell.CountStep();
        }
    }

    private bool TryStep(Shell shell, in Envelope envelope)
    {
        Crash? crash;
        try
        {
            crash = Step(shell, in envelope);
        }
#pragma warning disable CA1031 // Who watches or answers a choice threw: the actor stops, as if it had thrown itself.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            crash = Crash.Of(thrown);
        }

        if (crash is null) { return true; }
        Report(shell, "NoBrokenPromise", crash.Text);
        return false;
    }

    private Crash? Step(Shell shell, in Envelope envelope)
    {
        if (_watcher?.Before(shell.Cell, in envelope) is var (rule, how)) { Report(shell, rule, how); }
        StepEffects effects = new(performer, shell, _shells);
        var crash = _stepper.Value!.Take(shell.Cell, in envelope, Envelope.Unsent, new(shell.Clock), effects);
        if (crash is not null) { return crash; }
        if (_watcher?.After(shell.Cell, in envelope) is var (property, reason)) { Report(shell, property, reason); }
        return null;
    }

    private void Report(Shell shell, string property, string reason) => report(
        new(shell.Cell.Id, topology.NameOf(shell.Cell.Id), property, reason, shell.LastSteps()));
}
