namespace VfioActors.Races.Compilation.Bodies;

/// <summary>How a file is compiled.</summary>
/// <param name="Rounds">How many rounds a loop has before a run is cut; 0 when they are not counted.</param>
/// <param name="Faults">Whether allocations may fail.</param>
public sealed record CompileOptions(int Rounds = CompileOptions.UsualRounds, bool Faults = false)
{
    /// <summary>How many rounds a loop has when nobody says.</summary>
    public const int UsualRounds = 8;

    /// <summary>Whether signals come, which end what waits so that one ends it.</summary>
    public bool Signals { get; init; }

    /// <summary>Whether a wait queue is seen to have a lock.</summary>
    internal bool LocksQueues { get; init; }

    /// <summary>Whether who changes an xarray is seen to take its lock.</summary>
    internal bool LocksXarrays { get; init; }
}
