using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Stepping;

/// <summary>
/// For hosts: takes steps of actors. It opens the outbox, lets the behaviour receive, says what went wrong, and has
/// inline actors handle what goes to them. Hosts differ in where messages wait and who is next, and in nothing else.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class ActorStepper
{
    private readonly Topology _topology;
    private readonly bool _hasInline;
    private readonly StepQueue<Effect> _asked = new();

    /// <param name="topology">The actors; more may be added later, but no inline ones.</param>
    public ActorStepper(Topology topology)
    {
        _topology = topology;
        _hasInline = topology.Actors.Any(topology.IsInline);
    }

    /// <summary>What the last step asked for.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>Those who are no actors of the topology and yet may be sent something; nobody by default.</summary>
    public IReadOnlyList<ActorId> Outsiders { get; init; } = [];

    /// <summary>
    /// Whether an exception is not the actor's fault but the end of all: it is passed on. By default none is.
    /// </summary>
    public Func<Exception, bool> EndsAll { get; init; } = _ => false;

    /// <summary>Lets an actor start. What that asks for is in the <see cref="Outbox"/>.</summary>
    /// <exception cref="BrokenPromiseException">It sends something to an actor that there is not.</exception>
    public void Start(Cell cell)
    {
        Outbox.Open(cell.Id, OperationId.None, Envelope.Unsent, default);
        cell.Start(Outbox);
        if (LostMessage() is { } lost) { throw new BrokenPromiseException(lost.Text); }
    }

    /// <summary>One actor handles a message. What it asks for is in the <see cref="Outbox"/>.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="now">The actor's clock.</param>
    /// <returns>What went wrong; null when nothing did.</returns>
    public Crash? Receive(Cell cell, in Envelope envelope, int step, Ticks now)
    {
        try
        {
            Outbox.Open(cell.Id, envelope.Operation, step, now);
            cell.Receive(in envelope, Outbox);
            return LostMessage();
        }
#pragma warning disable CA1031 // Whatever a behaviour throws is a counterexample: the host reports it.
        catch (Exception thrown) when (!EndsAll(thrown))
#pragma warning restore CA1031
        {
            return Crash.Of(thrown);
        }
    }

    /// <summary>One whole step: an actor handles a message, and the host does what that asks for.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="now">The actor's clock.</param>
    /// <param name="host">Does it.</param>
    /// <returns>What went wrong; null when nothing did.</returns>
    public Crash? Take<THost>(Cell cell, in Envelope envelope, int step, Ticks now, THost host)
        where THost : IStepHost
    {
        if (Receive(cell, in envelope, step, now) is { } crash) { return crash; }
        if (_hasInline) { return Settle(step, host); }
        foreach (ref readonly var effect in Outbox.Effects) { host.Perform(in effect); }
        return null;
    }

    private Crash? Settle<THost>(int step, THost host)
        where THost : IStepHost
    {
        _asked.Begin(Outbox.Effects);
        while (_asked.TryTake(out var effect))
        {
            if (effect.Kind != EffectKind.Send || !IsInline(effect.Envelope.To))
            {
                host.Perform(in effect);
                continue;
            }

            var (cell, now) = host.InlineActor(effect.Envelope.To);
            if (Receive(cell, in effect.Envelope, step, now) is { } crash) { return crash; }
            _asked.Add(Outbox.Effects);
        }

        return null;
    }

    private bool IsInline(ActorId actor) => !Outsiders.Contains(actor) && _topology.IsInline(actor);

    /// <summary>
    /// Looked for before anything is done, so that no host finds out half-way. All but a message goes to the actor that
    /// asks.
    /// </summary>
    private Crash? LostMessage()
    {
        foreach (ref readonly var effect in Outbox.Effects)
        {
            if (effect.Kind != EffectKind.Send) { continue; }
            var to = effect.Envelope.To;
            if ((to.IsSomebody && to.Value <= _topology.Count) || Outsiders.Contains(to)) { continue; }
            return Crash.NoReceiver(in effect.Envelope, _topology.Count);
        }

        return null;
    }
}
