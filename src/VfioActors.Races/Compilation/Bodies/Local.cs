using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>A variable of a function.</summary>
/// <param name="Register">Its register; -1 when it is an object.</param>
/// <param name="Place">The number of its object; -1 when it is a register.</param>
/// <param name="Type">Its type.</param>
internal sealed record Local(int Register, int Place, RaceType Type)
{
    /// <summary>What stands in the register of one that was never set: no number of its type, nor a pointer.</summary>
    internal const long Unset = unchecked((long)0xa5c3_96e1_78d2_4b0f);

    /// <summary>Its name, where it starts with nothing; else null.</summary>
    internal string? MayBeUnset { get; init; }
}
