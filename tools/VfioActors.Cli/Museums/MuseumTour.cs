using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Inputs;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Museums;

/// <summary>What is visited, in the order of the catalogue.</summary>
/// <param name="Exhibits">The rows: a scenario shows a defect.</param>
/// <param name="Unshown">Defects with a switch that no scenario shows: a gap in the museum.</param>
/// <param name="Silent">Defects without a switch.</param>
internal sealed record MuseumTour(
    IReadOnlyList<(Scenario Scenario, Exhibit Exhibit)> Exhibits,
    IReadOnlyList<Defect> Unshown,
    IReadOnlyList<Defect> Silent)
{
    /// <summary>Plans a tour.</summary>
    /// <param name="system">The subsystem; null for all.</param>
    /// <param name="ids">The defects; empty for all.</param>
    public static MuseumTour Of(Catalog catalog, string? system, IReadOnlyCollection<string> ids)
    {
        string[] systems = [.. catalog.Defects.Select(defect => defect.SeedSystem).Distinct()];
        if (system is not null && !systems.Contains(system))
        {
            throw new UsageException(Suggestions.Complaint("no system", system, systems));
        }

        var unknown = ids.FirstOrDefault(id => catalog.Defects.All(defect => !IsNamed(defect, id)));
        if (unknown is not null)
        {
            throw new UsageException(Suggestions.Complaint(
                "no defect", unknown, [.. catalog.Defects.Select(defect => defect.Id)], "list defects"));
        }

        var chosen = catalog.Defects
            .Where(defect => system is null || defect.SeedSystem == system)
            .Where(defect => ids.Count == 0 || ids.Any(id => IsNamed(defect, id)))
            .ToList();
        return chosen.Count == 0
            ? throw new UsageException($"none of these defects is of the system '{system}'")
            : new(
                [.. chosen.Where(defect => defect.WithoutSwitch is null).SelectMany(catalog.Showing)],
                [.. chosen.Where(defect => defect.WithoutSwitch is null && !catalog.Showing(defect).Any())],
                [.. chosen.Where(defect => defect.WithoutSwitch is not null)]);
    }

    private static bool IsNamed(Defect defect, string id) => defect.Id.Equals(id, StringComparison.OrdinalIgnoreCase);
}
