using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Lists;

/// <summary>A scenario in the catalogue.</summary>
/// <param name="Seed">Its system, by the name that programs rely on.</param>
internal sealed record ScenarioRow(
    string Id,
    string Seed,
    string Summary,
    IReadOnlyList<ParameterRow> Parameters,
    IReadOnlyList<ProfileRow> Profiles,
    IReadOnlyList<string> Defects,
    IReadOnlyList<string> Shows)
{
    /// <summary>The row of a scenario.</summary>
    public static ScenarioRow Of(Scenario scenario) => new(
        scenario.Name,
        scenario.Subsystem,
        scenario.Summary,
        [.. scenario.Parameters.Select(one => new ParameterRow(one.Name, one.Summary, one.Default, one.Accepts))],
        [.. scenario.Profiles.Select(one => new ProfileRow(one.Name, one.Summary, one.Defects))],
        [.. scenario.Defects.Select(one => one.Id)],
        [.. scenario.Exhibits.Select(one => one.Defect).Distinct()]);
}
