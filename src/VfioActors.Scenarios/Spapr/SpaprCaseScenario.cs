using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Spapr.Claims;
using VfioActors.Scenarios.Spapr.Settings;
using VfioActors.Scenarios.Subsystems;

namespace VfioActors.Scenarios.Spapr;

/// <summary>A scenario of several small situations about sPAPR that have a theme in common.</summary>
public abstract class SpaprCaseScenario() : SubsystemScenario(SpaprSubsystem.Instance)
{
    private const string CaseName = "case";

    /// <summary>The situations, the first being the default.</summary>
    public abstract IReadOnlyList<SpaprCase> Cases { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Word(CaseName, "which situation", [.. Cases.Select(known => known.Name)])];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Exhibit> Exhibits =>
        [.. Cases.Select(known => new Exhibit(known.Defect, known.Property, (CaseName, known.Name)))];

    /// <inheritdoc/>
    public sealed override void Build(ScenarioBuilder builder)
    {
        var chosen = Cases.First(known => known.Name == builder.Word(CaseName));
        SpaprSetting setting = new(builder, chosen.Options);
        foreach (var requests in chosen.Users(setting)) { setting.AddUser(requests); }

        setting.ClaimAll();
        if (chosen.Answers.Count > 0) { builder.Claim(new ErrnoFaithful(setting.Actors, chosen.Answers)); }
    }
}
