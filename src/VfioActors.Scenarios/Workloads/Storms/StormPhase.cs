namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>What a client of a storm is at.</summary>
public enum StormPhase
{
    /// <summary>It does what the dice say.</summary>
    Hurting = 0,

    /// <summary>Its burst is over, and it asks the host whether to go on.</summary>
    Asking = 1,

    /// <summary>Its process is dead: the kernel closes what it had open, and another process takes its place.</summary>
    Closing = 2,

    /// <summary>It was told to halt, and gives everything back.</summary>
    Healing = 3,

    /// <summary>It has given everything back.</summary>
    Resting = 4,

    /// <summary>What it has left is never taken back, and the host told it to leave it.</summary>
    GivenUp = 5,
}
