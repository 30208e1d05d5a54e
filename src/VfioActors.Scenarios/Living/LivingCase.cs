namespace VfioActors.Scenarios.Living;

/// <summary>One situation of a scenario about the living kernel.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Defect">The defect that it shows.</param>
/// <param name="Property">The property that the defect breaks.</param>
/// <param name="Build">Adds its actors and what is claimed of them.</param>
public sealed record LivingCase(string Name, string Defect, string Property, Action<LivingSetting> Build);
