using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>What a thread did wrong.</summary>
/// <param name="Fault">What.</param>
/// <param name="Line">At which line.</param>
/// <param name="Detail">The line at which something happened before, and who did it.</param>
/// <param name="At">The instruction.</param>
/// <param name="Value">The value that it is about, such as the address.</param>
internal readonly record struct FaultFound(Fault Fault, int Line, int Detail, int At, long Value);
