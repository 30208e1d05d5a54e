using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains;
using VfioActors.Scenarios.Storms;

namespace VfioActors.Scenarios.AtRest;

/// <summary>Catches whatever a storm leaves behind once its clients have given everything back.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NothingLost(AuxActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "After the storm every client has given back what it took, and nothing of it is left anywhere.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var missing = Missing(view);
        return missing.Count == 0 ? null : string.Join(", ", missing.Select(one => one.ToString()));
    }

    /// <summary>What is left.</summary>
    /// <param name="view">The actors at rest.</param>
    public IReadOnlyList<Shortfall> Missing(IWorldView view) => [.. AuxAccounts.Missing(actors, view)];
}
