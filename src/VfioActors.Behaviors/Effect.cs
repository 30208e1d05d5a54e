namespace VfioActors.Behaviors;

/// <summary>One thing that a step asks of its host.</summary>
public readonly struct Effect
{
    private readonly Envelope _envelope;

    internal Effect(EffectKind kind, in Envelope envelope, long amount)
    {
        Kind = kind;
        _envelope = envelope;
        Amount = amount;
    }

    /// <summary>Which.</summary>
    public EffectKind Kind { get; }

    /// <summary>
    /// For a timer the deadline on the actor's own clock; for a choice the number of options; else 0.
    /// </summary>
    public long Amount { get; }

    /// <summary>
    /// The message to send, or to send later; for a choice the answer, whose option the host fills in.
    /// </summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ref readonly Envelope Envelope => ref _envelope;
}
