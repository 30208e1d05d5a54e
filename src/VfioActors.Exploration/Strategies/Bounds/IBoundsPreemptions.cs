namespace VfioActors.Exploration.Strategies.Bounds;

/// <summary>A strategy that may leave out the runs with more preemptions than it was told.</summary>
public interface IBoundsPreemptions
{
    /// <summary>
    /// How many preemptions a run may have; null for any number. A preemption is a switch to another operation while
    /// the one before could have gone on.
    /// </summary>
    int? Preemptions { get; }

    /// <summary>
    /// Whether the bound left out a step: else no run has more preemptions, and the bound bounded nothing.
    /// </summary>
    bool LeftOut { get; }
}
