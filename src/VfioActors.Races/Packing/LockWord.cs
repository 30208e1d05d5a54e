using System.Numerics;

namespace VfioActors.Races.Packing;

/// <summary>
/// The word of a lock: the readers as bits, one more than the writer above them, and above that whether an interrupt
/// may come to the writer.
/// </summary>
internal static class LockWord
{
    /// <summary>The most threads that a lock can tell apart.</summary>
    internal const int ThreadsMax = 40;

    private const int OpenShift = 60;
    private const long ReaderMask = (1L << ThreadsMax) - 1;

    /// <summary>The thread that holds a lock alone; -1 for none.</summary>
    internal static int WriterOf(long word) => (int)((word >> ThreadsMax) & 0xff) - 1;

    /// <summary>The threads that hold a lock together, as bits.</summary>
    internal static long ReadersOf(long word) => word & ReaderMask;

    /// <summary>Whether an interrupt may come to whoever holds it alone.</summary>
    internal static bool IsOpen(long word) => (word >> OpenShift & 1) != 0;

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
    internal static long HeldBy(int thread, bool isOpen) =>
        ((long)(thread + 1) << ThreadsMax) | (isOpen ? 1L << OpenShift : 0);
}
