using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Inputs;

namespace VfioActors.Cli.Lists;

/// <summary>A defect in the catalogue; <c>Scenarios</c> are those that the museum shows it in.</summary>
/// <param name="Seed">Its system, by the name that programs rely on.</param>
internal sealed record DefectRow(
    string Id,
    string Seed,
    string Title,
    string Violates,
    string CaughtBy,
    string Source,
    IReadOnlyList<string> Scenarios,
    string? WithoutSwitch)
{
    /// <summary>The row of a defect.</summary>
    public static DefectRow Of(Defect defect, Catalog catalog) => new(
        defect.Id,
        defect.Subsystem,
        defect.Title,
        defect.Violates,
        defect.CaughtBy,
        defect.Source,
        [.. catalog.Showing(defect).Select(one => one.Scenario.Name).Distinct()],
        defect.WithoutSwitch);
}
