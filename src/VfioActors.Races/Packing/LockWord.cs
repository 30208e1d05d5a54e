using System.Numerics;

namespace VfioActors.Races.Packing;

/// <summary>
/// The word of a lock: the readers as bits, one more than the writer above them, and above that whether an interrupt,
/// and whether a softirq, may come to one of those who hold it.
/// </summary>
internal static class LockWord
{
    /// <summary>The most threads that a lock can tell apart.</summary>
    internal const int ThreadsMax = 40;

    private const long Mixed = 1L << 59, OpenToInterrupts = 1L << 60, OpenToSoftirqs = 1L << 61;
    private const long ReaderMask = (1L << ThreadsMax) - 1;

    /// <summary>The thread that holds a lock alone; -1 for none.</summary>
    internal static int WriterOf(long word) => (int)((word >> ThreadsMax) & 0xff) - 1;

    /// <summary>The threads that hold a lock together, as bits.</summary>
    internal static long ReadersOf(long word) => word & ReaderMask;

    /// <summary>Whether an interrupt may come to whoever holds it.</summary>
    internal static bool IsOpenToInterrupts(long word) => (word & OpenToInterrupts) != 0;

    /// <summary>Whether a softirq may come to whoever holds it.</summary>
    internal static bool IsOpenToSoftirqs(long word) => (word & OpenToSoftirqs) != 0;

    /// <summary>
    /// Whether those who read under it together had not the same switched off: then it is not known to whom of them
    /// something may come.
    /// </summary>
    internal static bool IsMixed(long word) => (word & Mixed) != 0;

    /// <summary>What of the word says what may come to whoever holds it.</summary>
    internal static long OpennessOf(long word) => word & (Mixed | OpenToInterrupts | OpenToSoftirqs);

    /// <summary>The threads that hold a lock, alone or together.</summary>
    internal static IEnumerable<int> HoldersOf(long word)
    {
        if (WriterOf(word) >= 0) { yield return WriterOf(word); }
        for (var bits = ReadersOf(word); bits != 0; bits &= bits - 1)
        {
            yield return BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>The word of a lock that a thread holds alone.</summary>
    /// <param name="mark">Of that thread, see <see cref="AskerMark"/>.</param>
    internal static long HeldBy(int thread, int mark) => HeldAlone(thread) | Openness(mark);

    /// <summary>The word of a lock that is held while something may come that could not before.</summary>
    internal static long Reopened(long word, int mark)
    {
        var reopened = word | Openness(mark);
        return reopened != word && BitOperations.PopCount((ulong)ReadersOf(word)) > 1 ? reopened | Mixed : reopened;
    }

    /// <summary>What of that word says who holds the lock.</summary>
    internal static long HeldAlone(int thread) => (long)(thread + 1) << ThreadsMax;

    /// <summary>The word of a lock that a thread holds together with those who hold it already.</summary>
    /// <param name="mark">Of that thread.</param>
    internal static long ReadBy(long word, int thread, int mark)
    {
        var isMixed = ReadersOf(word) != 0 && (word & (OpenToInterrupts | OpenToSoftirqs)) != Openness(mark);
        return word | (1L << thread) | Openness(mark) | (isMixed ? Mixed : 0);
    }

    /// <summary>The word of a lock that a thread does not read any more.</summary>
    internal static long Without(long word, int thread)
    {
        var left = word & ~(1L << thread);
        return ReadersOf(left) == 0 ? 0 : left;
    }

    private static long Openness(int mark) =>
        (AskerMark.IsOpenToInterrupts(mark) ? OpenToInterrupts : 0)
        | (AskerMark.IsOpenToSoftirqs(mark) ? OpenToSoftirqs : 0);
}
