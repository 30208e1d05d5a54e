using System.Runtime.CompilerServices;

namespace VfioActors.Behaviors;

/// <summary>One thing that a step asks of its host.</summary>
public readonly struct Effect
{
    private readonly Envelope _envelope;
#pragma warning disable CS0649 // Assigned in place, by Write.
    private readonly long _amount;
    private readonly EffectKind _kind;
#pragma warning restore CS0649

    /// <summary>Which.</summary>
    public EffectKind Kind => _kind;

    /// <summary>
    /// For a timer the deadline on the actor's own clock; for a choice the number of options; else 0.
    /// </summary>
    public long Amount => _amount;

    /// <summary>
    /// The message to send, or to send later; for a choice the answer, whose option the host fills in.
    /// </summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ref readonly Envelope Envelope => ref _envelope;

    /// <summary>Makes of a place another effect, all but its envelope.</summary>
    /// <returns>The place of its envelope.</returns>
    internal static ref Envelope Write(ref Effect target, EffectKind kind, long amount)
    {
        Unsafe.AsRef(in target._kind) = kind;
        Unsafe.AsRef(in target._amount) = amount;
        return ref Unsafe.AsRef(in target._envelope);
    }
}
