namespace VfioActors.Races.Packing;

/// <summary>
/// The number of a shared object, as something that has another one when those who own such objects change places.
/// </summary>
/// <param name="Value">From 0.</param>
internal readonly record struct ObjectNumber(int Value);
