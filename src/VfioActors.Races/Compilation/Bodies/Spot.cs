using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Where a value is kept: in a register, or in shared memory at an address in a register.</summary>
/// <param name="Register">The register of the value, or of its address.</param>
/// <param name="IsMemory">Whether the register is that of the address.</param>
/// <param name="Type">What is kept there.</param>
internal readonly record struct Spot(int Register, bool IsMemory, RaceType Type)
{
    /// <summary>The name of a variable that may never have been set; else null.</summary>
    internal string? MayBeUnset { get; init; }
}
