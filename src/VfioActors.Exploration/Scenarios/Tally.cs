namespace VfioActors.Exploration.Scenarios;

/// <summary>Something that happened in runs beside messages.</summary>
/// <param name="Name">What, in the plural: <c>dead letters</c>.</param>
/// <param name="Count">How often, in all runs; of a step that is taken again it counts once.</param>
public sealed record Tally(string Name, long Count);
