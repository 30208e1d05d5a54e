using VfioActors.Behaviors;

namespace VfioActors.Runtime;

/// <summary>
/// Where some actor handles what it hears within the step that sent it, a step takes in several actors: such a system
/// takes one step at a time, and this is whose turn it is. Locked for each step.
/// </summary>
internal sealed class InlineTurns(Topology topology, Performer performer)
{
    private readonly Shell[] _shells = new Shell[topology.Count + 1];
    private Effect[] _effects = new Effect[16];

    internal void Enter(Shell shell) => _shells[shell.Cell.Id.Value] = shell;

    /// <summary>Does what a step asked for; what goes to a inline actor is handled at once, in order.</summary>
    /// <param name="outbox">What the step asked for.</param>
    /// <param name="shell">The actor whose step it is.</param>
    internal void Perform(Outbox outbox, Shell shell)
    {
        var count = Gather(outbox, 0);
        for (var at = 0; at < count; at++)
        {
            ref readonly var effect = ref _effects[at];
            var to = effect.Envelope.To;
            if (effect.Kind != EffectKind.Send || !topology.IsInline(to))
            {
                performer.Perform(in effect, effect.Kind == EffectKind.Send ? shell : _shells[to.Value]);
                continue;
            }

            var inline = _shells[to.Value];
            outbox.Open(to, effect.Envelope.Operation, Envelope.Unsent, new(inline.Clock));
            inline.Cell.Receive(effect.Envelope, outbox);
            count = Gather(outbox, count);
        }
    }

    private int Gather(Outbox outbox, int count)
    {
        var asked = outbox.Effects;
        while (count + asked.Length > _effects.Length) { Array.Resize(ref _effects, _effects.Length * 2); }
        asked.CopyTo(_effects.AsSpan(count));
        return count + asked.Length;
    }
}
