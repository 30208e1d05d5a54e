namespace VfioActors.Races.Packing;

/// <summary>The number of a thread of a file, as something that has another one when threads change places.</summary>
/// <param name="Value">From 0.</param>
internal readonly record struct ThreadNumber(int Value);
