using VfioActors.Behaviors;

namespace VfioActors.Races.Machines;

/// <summary>
/// What a critical section works with while it is one step: it is empty before and after, and no part of the state.
/// </summary>
internal sealed class SectionBench
{
    private long[] _registers = [];

    /// <summary>Where the answers of its accesses go.</summary>
    internal Outbox Inner { get; } = new();

    /// <summary>Registers that are all zero.</summary>
    internal long[] Registers(int count)
    {
        if (_registers.Length < count) { _registers = new long[count]; }
        else { Array.Clear(_registers, 0, count); }
        return _registers;
    }
}
