using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Type1.Settings;

namespace VfioActors.Scenarios.Type1;

/// <summary>Situations about containers of type1.</summary>
public abstract class Type1CaseScenario() : CaseScenario(Type1Subsystem.Instance)
{
    /// <inheritdoc/>
    protected sealed override void ClaimUsual(ScenarioBuilder builder, Type1Setting setting, Type1Case chosen) =>
        setting.ClaimAll(chosen.Except);
}
