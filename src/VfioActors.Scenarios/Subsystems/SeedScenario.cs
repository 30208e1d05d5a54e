using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Scenarios.Subsystems;

/// <summary>What all scenarios about one system have in common: its catalogue of defects and its profiles.</summary>
/// <param name="seed">The system.</param>
public abstract class SeedScenario(Seed seed) : Scenario
{
    /// <inheritdoc/>
    public sealed override string SeedSystem => seed.Name;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Defect> Defects => seed.Switches;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Profile> Profiles => seed.Profiles;
}
