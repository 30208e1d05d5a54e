namespace VfioActors.Races.Packing;

/// <summary>A line of the file, as something that is another one when threads change places; 0 for none.</summary>
/// <param name="Value">From 1.</param>
internal readonly record struct LineNumber(int Value);
