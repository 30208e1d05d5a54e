using System.Diagnostics.CodeAnalysis;

namespace VfioActors.Behaviors;

/// <summary>One thing that a step asks of its host.</summary>
public struct Effect
{
    private EffectKind _kind;
    private long _amount;
    private Envelope _envelope;

    /// <summary>Which.</summary>
    public readonly EffectKind Kind => _kind;

    /// <summary>
    /// For a timer the deadline on the actor's own clock; for a choice the number of options; for a task its place; for
    /// what is shared its number; for an actor that took part the actor's; else 0.
    /// </summary>
    public readonly long Amount => _amount;

    /// <summary>
    /// The message to send, or to send later; for a choice the answer, whose option the host fills in.
    /// </summary>
    [UnscopedRef]
    public readonly ref readonly Envelope Envelope => ref _envelope;

    /// <summary>Fills in all but the message.</summary>
    /// <returns>Where the message goes.</returns>
    [UnscopedRef]
    internal ref Envelope Write(EffectKind kind, long amount)
    {
        _kind = kind;
        _amount = amount;
        return ref _envelope;
    }
}
