using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>A part of a variable, and what it starts with.</summary>
/// <param name="Type">What the part is.</param>
/// <param name="Offset">The words before it.</param>
/// <param name="Value">What it starts with.</param>
/// <param name="IsNamed">Whether it is named, and does not go by the order.</param>
internal readonly record struct PlacedPart(RaceType Type, int Offset, Expression Value, bool IsNamed);
