using System.Numerics;
using VfioActors.Behaviors.Values;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Packing;

/// <summary>
/// What a word would be if threads, their objects and their lines had other numbers. Where they have marks in place of
/// numbers, which fit into no word, it is some number that says the same.
/// </summary>
internal static class RenamedWord
{
    /// <summary>Marks are above all numbers of objects, threads and lines.</summary>
    private const int NumbersMax = 1 << 20;

    private const long ThreadBits = (1L << LockWord.ThreadsMax) - 1;

    /// <summary>The word.</summary>
    internal static long Of(WordKind kind, long word, Renaming renaming) => kind switch
    {
        WordKind.Lock => Lock(word, renaming),
        WordKind.Threads => Threads(word, renaming),
        WordKind.Waiter => Waiting(Waiter.Of(word), renaming),
        WordKind.Line => LineOf((int)word, renaming),
        WordKind.LockPair => Both(word, renaming),
        WordKind.LinePair => Lines(word, renaming),
        _ => Plain(word, renaming),
    };

    /// <summary>A number, a pointer, or a thread that is to be begun.</summary>
    internal static long Plain(long word, Renaming renaming)
    {
        if (Pointers.IsThread(word))
        {
            var thread = ThreadOf(Pointers.ThreadOf(word), renaming);
            return IsNumber(thread) ? Pointers.ToThread(thread) : Mark(thread, 1);
        }

        if (!Pointers.Is(word)) { return word; }
        var place = renaming.Of(typeof(ObjectNumber), Pointers.ObjectOf(word));
        return place < Pointers.NoObject
            ? Pointers.To(place, Pointers.OffsetOf(word))
            : Mark(place, Pointers.OffsetOf(word));
    }

    /// <summary>A line, or the place of a lock.</summary>
    internal static int LineOf(int place, Renaming renaming) =>
        LockPlace.At(renaming.Of(typeof(LineNumber), LockPlace.LineOf(place)), place);

    /// <summary>A thread.</summary>
    internal static int ThreadOf(int thread, Renaming renaming) => renaming.Of(typeof(ThreadNumber), thread);

    private static bool IsNumber(int number) => number < NumbersMax;

    private static long Mark(int mark, int other) =>
        unchecked((long)Fingerprint.Mix((ulong)mark, (ulong)(uint)other));

    private static long Lock(long word, Renaming renaming)
    {
        var openness = LockWord.OpennessOf(word);
        var readers = unchecked(Threads(LockWord.ReadersOf(word), renaming) + openness);
        if (LockWord.WriterOf(word) is not (>= 0 and var writer)) { return readers; }
        var thread = ThreadOf(writer, renaming);
        return IsNumber(thread)
            ? readers | LockWord.HeldAlone(thread)
            : unchecked(readers + Mark(thread, 2));
    }

    private static long Threads(long word, Renaming renaming)
    {
        var sum = word & ~ThreadBits;
        for (var bits = word & ThreadBits; bits != 0; bits &= bits - 1)
        {
            var thread = ThreadOf(BitOperations.TrailingZeroCount(bits), renaming);
            unchecked { sum += IsNumber(thread) ? 1L << thread : Mark(thread, 4); }
        }

        return sum;
    }

    private static long Waiting(Waiter waiter, Renaming renaming)
    {
        var thread = ThreadOf(waiter.Thread, renaming);
        return IsNumber(thread)
            ? (waiter with { Thread = thread }).Packed
            : unchecked((waiter with { Thread = 0 }).Packed + Mark(thread, 5));
    }

    private static long Both(long word, Renaming renaming)
    {
        var (outer, inner) = (Plain(LockPair.OuterOf(word), renaming), Plain(LockPair.InnerOf(word), renaming));
        return Pointers.Is(outer) && Pointers.Is(inner)
            ? LockPair.Of(outer, inner)
            : unchecked((long)Fingerprint.Mix((ulong)outer, (ulong)inner));
    }

    private static long Lines(long word, Renaming renaming)
    {
        var outer = LineOf(LockPair.OuterPlaceOf(word), renaming);
        var inner = LineOf(LockPair.InnerPlaceOf(word), renaming);
        return IsNumber(LockPlace.LineOf(outer)) && IsNumber(LockPlace.LineOf(inner))
            ? LockPair.OfPlaces(outer, inner)
            : unchecked((long)Fingerprint.Mix((ulong)outer, (ulong)inner));
    }
}
