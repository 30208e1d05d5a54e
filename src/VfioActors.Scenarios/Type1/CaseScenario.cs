using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Scenarios.Type1.Settings;

namespace VfioActors.Scenarios.Type1;

/// <summary>A scenario of several small situations that have a theme in common.</summary>
/// <param name="about">The subsystem that it is about.</param>
public abstract class CaseScenario(Subsystem about) : SubsystemScenario(about)
{
    private const string CaseName = "case";

    /// <summary>The situations, the first being the default.</summary>
    public abstract IReadOnlyList<Type1Case> Cases { get; }

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
        Type1Setting setting = new(builder, chosen.Options);
        foreach (var requests in chosen.Users(setting)) { setting.AddUser(requests); }
        ClaimUsual(builder, setting, chosen);
        builder.Claim(chosen.Claims(setting.Actors));
    }

    /// <summary>Claims what every situation claims.</summary>
    protected abstract void ClaimUsual(ScenarioBuilder builder, Type1Setting setting, Type1Case chosen);
}
