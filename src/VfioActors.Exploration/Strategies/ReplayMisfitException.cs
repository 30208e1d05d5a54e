namespace VfioActors.Exploration.Strategies;

/// <summary>A trace does not fit: a step that it has cannot be taken, or leads elsewhere.</summary>
#pragma warning disable CA1032 // A misfit always has its place.
public sealed class ReplayMisfitException : Exception
#pragma warning restore CA1032
{
    internal ReplayMisfitException(int step, string expected, string found)
        : base($"step {step}: expected {expected}; {found}") => (Step, Expected, Found) = (step, expected, found);

    /// <summary>The number of the step.</summary>
    public int Step { get; }

    /// <summary>What the trace has.</summary>
    public string Expected { get; }

    /// <summary>What there was instead: the enabled steps, or another fingerprint.</summary>
    public string Found { get; }
}
