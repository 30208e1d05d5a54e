using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>A value in a register.</summary>
/// <param name="Register">The register.</param>
/// <param name="Type">What it is.</param>
/// <param name="IsNull">Whether it is written as zero or NULL, which any pointer may be.</param>
internal readonly record struct Operand(int Register, RaceType Type, bool IsNull = false);
