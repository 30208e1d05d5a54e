using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Type1;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>A scenario of several small situations that have a theme in common.</summary>
public abstract class DmaRwCaseScenario : DmaRwScenario
{
    private const string CaseName = "case";

    /// <summary>The situations, the first being the default.</summary>
    public abstract IReadOnlyList<DmaRwCase> Cases { get; }

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
        var users = chosen.Users(setting);
        foreach (var requests in users) { setting.AddUser(requests); }
        builder.Claim(DmaRwClaims.OfAll(setting.Actors));
        if (users.Count == 1) { builder.Claim(DmaRwClaims.OfOne(setting.Actors)); }
        builder.Claim(chosen.Claims(setting.Actors));
    }
}
