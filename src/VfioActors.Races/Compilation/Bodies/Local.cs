using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>A variable of a function.</summary>
/// <param name="Register">Its register; -1 when it is an object.</param>
/// <param name="Place">The number of its object; -1 when it is a register.</param>
/// <param name="Type">Its type.</param>
internal sealed record Local(int Register, int Place, RaceType Type);
