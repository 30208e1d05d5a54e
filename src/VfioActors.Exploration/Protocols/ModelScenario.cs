using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Protocols;

/// <summary>A <see cref="Model"/> as a scenario.</summary>
/// <param name="name">The model's name.</param>
/// <param name="parts">What adds its actors, clients and claims, in order.</param>
internal sealed class ModelScenario(string name, IReadOnlyList<Action<ScenarioBuilder>> parts) : Scenario
{
    public override string Name => name;

    public override string Summary => "A protocol that was written down in place.";

    public override void Build(ScenarioBuilder builder)
    {
        foreach (var part in parts) { part(builder); }
    }
}
