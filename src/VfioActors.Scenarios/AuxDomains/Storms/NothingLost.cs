using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.AuxDomains.Storms;

/// <summary>Catches whatever a storm leaves behind once its clients have given everything back.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NothingLost(AuxActors actors) : StormLosses
{
    /// <inheritdoc/>
    public override string Claim =>
        "After the storm every client has given back what it took, and nothing of it is left anywhere.";

    /// <inheritdoc/>
    public override IReadOnlyList<Shortfall> Missing(IWorldView view) => [.. AuxAccounts.Missing(actors, view)];
}
