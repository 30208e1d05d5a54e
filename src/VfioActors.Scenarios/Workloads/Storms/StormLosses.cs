using VfioActors.Exploration.Worlds;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>Looks at what a storm has left of one subsystem when all clients gave back what they took.</summary>
public abstract class StormLosses : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public sealed override string? Refute(IWorldView view)
    {
        var missing = Missing(view);
        return missing.Count == 0 ? null : string.Join(", ", missing.Select(one => one.ToString()));
    }

    /// <summary>What is left.</summary>
    /// <param name="view">The actors at rest.</param>
    public abstract IReadOnlyList<Shortfall> Missing(IWorldView view);
}
