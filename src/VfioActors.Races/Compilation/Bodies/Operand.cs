using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>A value in a register.</summary>
/// <param name="Register">The register.</param>
/// <param name="Type">What it is.</param>
internal readonly record struct Operand(int Register, RaceType Type);
