using VfioActors.Behaviors.Defects;

namespace VfioActors.Scenarios;

/// <summary>Every defect of the house, those without a switch too.</summary>
public static class DefectCatalog
{
    /// <summary>All of them, subsystem by subsystem, in the order of their ids.</summary>
    public static IReadOnlyList<Defect> All { get; } =
        [.. SubsystemCatalog.All.SelectMany(subsystem => subsystem.Defects)];

    /// <summary>The defect of an id, or null.</summary>
    public static Defect? Find(string id) => All.FirstOrDefault(defect => defect.Id == id);
}
