using VfioActors.Exploration.Scenarios;

namespace VfioActors.Scenarios.Storms;

/// <summary>
/// What a subsystem brings to a storm: its actors, what clients do with them, and what must hold. To take part, derive
/// from it and add it to <see cref="StormScenario"/>.
/// </summary>
public abstract class StormSubsystem
{
    /// <summary>What can be set of it.</summary>
    public abstract IReadOnlyList<ScenarioParameter> Parameters { get; }

    /// <summary>Adds the actors, before those of the clients.</summary>
    /// <param name="builder">Has the parameters.</param>
    /// <param name="inFlight">How many operations the clients have in flight at most, all together.</param>
    /// <returns>What is needed to go on.</returns>
    public abstract StormActors Build(ScenarioBuilder builder, long inFlight);
}
