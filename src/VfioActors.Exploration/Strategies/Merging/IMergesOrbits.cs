using VfioActors.Exploration.Symmetries;

namespace VfioActors.Exploration.Strategies.Merging;

/// <summary>
/// A strategy that can take for the same what differs only in which of several equal things is which.
/// </summary>
public interface IMergesOrbits
{
    /// <summary>What can change places; null when it tells everything apart.</summary>
    Symmetry? Symmetry { get; }
}
