using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Protocols;

/// <summary>
/// A scenario that is written down with a <see cref="Model"/>: parameters, defects, profiles and exhibits are those of
/// any scenario, and so is how the program finds it in an assembly.
/// </summary>
public abstract class ProtocolScenario : Scenario
{
    internal sealed override bool HasRulesInPlace => true;

    /// <inheritdoc/>
    public sealed override void Build(ScenarioBuilder builder)
    {
        Model model = new(Name);
        Write(model, builder);
        model.AddTo(builder);
    }

    /// <summary>Writes the protocol down.</summary>
    /// <param name="model">Takes actors, clients and claims.</param>
    /// <param name="asked">Knows the values of the parameters, and which defects are on.</param>
    protected abstract void Write(Model model, ScenarioBuilder asked);
}
