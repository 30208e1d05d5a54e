using System.Numerics;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// For each of 64 things the steps of the path that touch it, as rows of bits: finds the steps that may depend on one
/// without looking at the others.
/// </summary>
internal sealed class ConflictIndex
{
    private const int Bits = 64;

    private ulong[] _rows = new ulong[Bits];
    private int _stride = 1;

    /// <summary>A step touches other things from now on than the step that had its number before.</summary>
    internal void Change(int step, ulong before, ulong now)
    {
        if (step >= _stride * Bits) { Widen(); }
        var (word, bit) = (step / Bits, 1UL << step);
        for (; before != 0; before &= before - 1)
        {
            _rows[(BitOperations.TrailingZeroCount(before) * _stride) + word] &= ~bit;
        }

        for (; now != 0; now &= now - 1)
        {
            _rows[(BitOperations.TrailingZeroCount(now) * _stride) + word] |= bit;
        }
    }

    /// <summary>Steps of one word, 64 to a word, that touch one of some things and come before a step.</summary>
    internal ulong Before(int step, int word, ulong things)
    {
        var steps = 0UL;
        for (; things != 0; things &= things - 1)
        {
            steps |= _rows[(BitOperations.TrailingZeroCount(things) * _stride) + word];
        }

        return word < step / Bits ? steps : steps & ((1UL << step) - 1);
    }

    private void Widen()
    {
        var wide = new ulong[_rows.Length * 2];
        for (var row = 0; row < Bits; row++)
        {
            _rows.AsSpan(row * _stride, _stride).CopyTo(wide.AsSpan(row * _stride * 2));
        }

        _rows = wide;
        _stride *= 2;
    }
}
