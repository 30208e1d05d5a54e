using VfioActors.Behaviors;

namespace VfioActors.Runtime;

/// <summary>Takes the steps of the actors of one system, on whatever thread an actor runs.</summary>
internal sealed class Steps(
    Topology topology, Performer performer, BehaviorSystemOptions options, RuntimeSettings settings,
    Action<BrokenPromise> report) : IDisposable
{
    private readonly ThreadLocal<Outbox> _outbox = new(() => new());
    private readonly IStepWatcher? _watcher = options.Watcher;
    private readonly bool _fingerprints = options.Recorder?.WithFingerprints == true;
    private readonly bool _hasOutside = options.Outside.Count > 0;
    private readonly InlineTurns? _turns =
        topology.Actors.Any(topology.IsInline) ? new(topology, performer) : null;

    /// <summary>The actors that handle what they hear within the step that sent it.</summary>
    internal InlineTurns? Turns => _turns;

    public void Dispose() => _outbox.Dispose();

    /// <summary>
    /// Lets an actor start. What it asks for is done when it hears of it, which counts as sent.
    /// </summary>
    internal void Start(Shell shell)
    {
        var outbox = _outbox.Value!;
        outbox.Open(shell.Cell.Id, OperationId.None, Envelope.Unsent, default);
        shell.Cell.Start(outbox);
        if (outbox.Effects.Length == 0) { return; }
        shell.Beginning = outbox.Effects.ToArray();
        shell.CountSent();
    }

    /// <summary>Does what the start of an actor asked for, unless it is done.</summary>
    internal bool Begin(Shell shell)
    {
        if (shell.Beginning is not { } effects) { return true; }
        shell.Beginning = null;
        if (_turns is null) { performer.Perform(effects, shell); }
        else { lock (_turns) { performer.Perform(effects, shell); } }
        shell.CountOther();
        return true;
    }

    /// <returns>False when the actor broke a promise and must stop.</returns>
    internal bool Hear(Shell shell, in Envelope envelope)
    {
        if (shell.Beginning is not null) { Begin(shell); }
        if (_turns is null) { return HearNow(shell, in envelope); }
        lock (_turns) { return HearNow(shell, in envelope); }
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
        if (_turns is null) { return FireNow(shell); }
        lock (_turns) { return FireNow(shell); }
    }

    internal bool HearNonsense(Shell shell, object message)
    {
        Report(shell, "NoBrokenPromise", $"a behaviour hears letters, not {message.GetType().Name}");
        return true;
    }

    internal void CheckQueue(Shell shell, int length)
    {
        if (length <= settings.MailboxMax) { return; }
        Report(shell, "QueueWithinLimit", $"{length} messages wait, and at most {settings.MailboxMax} may");
    }

    private bool HearNow(Shell shell, in Envelope envelope)
    {
        // What strangers send is counted when it comes: nobody tells us before.
        if (IsOfStranger(in envelope)) { shell.CountSent(); }
        if (envelope.From.IsSomebody) { shell.Log?.AddMessage(envelope.From); }
        else { shell.Log?.AddChoice(envelope.Is<Chosen>(out var chosen) ? chosen.Option : 0); }
        return Take(shell, in envelope);
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
        if (_turns is not null) { options.Recorder?.Turns.AddMessage(shell.Cell.Id); }
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
        try
        {
            Step(shell, in envelope);
            return true;
        }
#pragma warning disable CA1031 // Whatever a behaviour throws breaks a promise: the actor stops and it is reported.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // What a type's first use throws is wrapped: the cause says more.
            var cause = failure is TypeInitializationException ? failure.GetBaseException() : failure;
            Report(shell, "NoBrokenPromise",
                cause is BrokenPromiseException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}");
            return false;
        }
    }

    private void Step(Shell shell, in Envelope envelope)
    {
        if (_watcher?.Before(shell.Cell, in envelope) is var (rule, how)) { Report(shell, rule, how); }
        var outbox = _outbox.Value!;
        outbox.Open(shell.Cell.Id, envelope.Operation, Envelope.Unsent, new(shell.Clock));
        shell.Cell.Receive(in envelope, outbox);
        if (_turns is null) { performer.Perform(outbox.Effects, shell); }
        else { _turns.Perform(outbox, shell); }
        if (_watcher?.After(shell.Cell, in envelope) is var (property, reason)) { Report(shell, property, reason); }
    }

    private void Report(Shell shell, string property, string reason) => report(
        new(shell.Cell.Id, topology.NameOf(shell.Cell.Id), property, reason, shell.LastSteps()));
}
