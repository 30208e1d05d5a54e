using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Protocols;

/// <summary>A <see cref="Model"/> as a scenario.</summary>
/// <param name="name">The model's name.</param>
/// <param name="model">The model.</param>
internal sealed class ModelScenario(string name, Model model) : Scenario
{
    public override string Name => name;

    public override string Summary => "A protocol that was written down in place.";

    internal override bool HasRulesInPlace => true;

    public override void Build(ScenarioBuilder builder) => model.AddTo(builder);
}
