namespace VfioActors.Exploration.Scenarios;

/// <summary>One row of the museum: a defect, and with which parameters its scenario shows it.</summary>
/// <param name="Defect">The defect's id.</param>
/// <param name="Property">The property that it breaks.</param>
/// <param name="Parameters">Parameters that differ from their defaults, as name and value.</param>
public sealed record Exhibit(string Defect, string Property,
    params IReadOnlyList<(string Name, string Value)> Parameters);
