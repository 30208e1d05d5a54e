using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.DmaRw.Claims;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Type1.Settings;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>Situations about CPU access by IOVA.</summary>
public abstract class DmaRwCaseScenario() : CaseScenario(DmaRwSubsystem.Instance)
{
    /// <inheritdoc/>
    protected sealed override void ClaimUsual(ScenarioBuilder builder, Type1Setting setting, Type1Case chosen)
    {
        builder.Claim(DmaRwClaims.OfAll(setting.Actors));
        if (setting.Actors.Users.Count == 1) { builder.Claim(DmaRwClaims.OfOne(setting.Actors)); }
    }
}
