using VfioActors.Exploration.Scenarios;

namespace VfioActors.Testing.Sketches;

/// <summary>A scenario that a test writes down in place.</summary>
public sealed class SketchScenario(Action<ScenarioBuilder> build) : Scenario
{
    public override string Name => "sketch";

    public override string Summary => "What a test wrote down.";

    public override void Build(ScenarioBuilder builder) => build(builder);
}
