using VfioActors.Races.Programs;

namespace VfioActors.Races.Packing;

/// <summary>A thread that waits for a word of an object; kept as one number.</summary>
/// <param name="Thread">The number of the thread.</param>
/// <param name="Access">What it waits for.</param>
/// <param name="Offset">The word.</param>
/// <param name="Mark">What may interrupt it, see <see cref="AskerMark"/>.</param>
internal readonly record struct Waiter(int Thread, Access Access, int Offset, int Mark)
{
    private const int MarkShift = 56;
    private const long OffsetMask = int.MaxValue;

    /// <summary>The waiter of a number.</summary>
    internal static Waiter Of(long packed) =>
        new((int)(packed & 0xff) - 1, (Access)(packed >> 8 & 0xff), (int)(packed >> 16 & OffsetMask),
            (int)(packed >> MarkShift));

    /// <summary>The number, never 0.</summary>
    internal long Packed =>
        (uint)(Thread + 1) | ((long)Access << 8) | ((long)Offset << 16) | ((long)Mark << MarkShift);
}
