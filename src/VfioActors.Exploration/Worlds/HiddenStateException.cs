using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// The same steps led elsewhere another time: some behaviour depends on more than its state and its message.
/// </summary>
#pragma warning disable CA1032 // What differs always has its place.
public sealed class HiddenStateException : Exception
#pragma warning restore CA1032
{
    internal HiddenStateException(int step, string text, ulong first, ulong second)
        : base($"step {step}: {text} led to {Fingerprint.Text(first)} the first time and to "
            + $"{Fingerprint.Text(second)} another: a behaviour keeps state of its own, or asks a clock or chance")
        => (Step, First, Second) = (step, first, second);

    /// <summary>The number of the step; -1 when the world did not come back to its start.</summary>
    public int Step { get; }

    /// <summary>The fingerprint after the step the first time.</summary>
    public ulong First { get; }

    /// <summary>The fingerprint after the step another time.</summary>
    public ulong Second { get; }
}
