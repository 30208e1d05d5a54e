namespace VfioActors.Races.Programs;

/// <summary>
/// Pointers as numbers: the number of an object and a word in it. No two objects of a run have the same number, so that
/// a pointer to what was freed is never one to something new. So that an entry around the head of a list is near it,
/// and not in another object, words before the first one have a place, too. Above the number of the object stands a
/// mark that no number of a driver is likely to have, with one of the two highest bits or both.
/// </summary>
internal static class Pointers
{
    private const long Mark = 0x5AC3;
    private const int MarkShift = 44;
    private const long ToObject = (1L << 16) | Mark;
    private const long ToCode = (1L << 15) | Mark;
    private const long ToBegin = ToObject | ToCode;

    /// <summary>More than any object has as its number.</summary>
    internal const int NoObject = 1 << (MarkShift - ObjectShift);
    private const int ObjectShift = 20;
    private const int WordsBefore = 1 << 14;

    /// <summary>More than any row has that a pointer leads into of which nobody says how long it is.</summary>
    internal const int UnknownLength = 1 << 16;

    /// <summary>So many words a pointer goes back by an index at most.</summary>
    internal const int WordsBack = WordsBefore / 4;
    private const long OffsetMask = (1L << ObjectShift) - 1;

    /// <summary>What list_del leaves in an entry, for the next one and for the one before.</summary>
    private const long Poison = 0x100;
    private const long OtherPoison = 0x122;

    /// <summary>Where a text in quotes is: not NULL, and nothing that can be followed.</summary>
    internal const long SomeText = 0x300;

    /// <summary>The pointer to a word of an object.</summary>
    internal static long To(int place, int offset = 0) =>
        (ToObject << MarkShift) | ((long)(place + 1) << ObjectShift) | (uint)(offset + WordsBefore);

    /// <summary>The pointer to a function.</summary>
    internal static long ToFunction(int function) => (ToCode << MarkShift) | (uint)(function + 1);

    /// <summary>A thread that somebody is to begin, as a number that nothing else has.</summary>
    internal static long ToThread(int thread) => (ToBegin << MarkShift) | (uint)(thread + 1);

    /// <summary>Whether a number is what list_del leaves in an entry, or a word of it.</summary>
    internal static bool IsPoison(long value) => value is Poison or Poison + 1 or OtherPoison or OtherPoison + 1;

    /// <summary>Whether a number is a thread that somebody is to begin.</summary>
    internal static bool IsThread(long value) => value >> MarkShift == ToBegin;

    /// <summary>The thread of a number.</summary>
    internal static int ThreadOf(long value) => (int)(value & OffsetMask) - 1;

    /// <summary>Whether a number points to an object.</summary>
    internal static bool Is(long value) => value >> MarkShift == ToObject && ObjectOf(value) >= 0;

    /// <summary>Whether a number points to a function.</summary>
    internal static bool IsFunction(long value) => value >> MarkShift == ToCode;

    /// <summary>The number of the function that a pointer points to.</summary>
    internal static int FunctionOf(long value) => (int)(value & OffsetMask) - 1;

    /// <summary>The number of the object that a pointer points to.</summary>
    internal static int ObjectOf(long value) => (int)((value >> ObjectShift) & (NoObject - 1)) - 1;

    /// <summary>The word of it.</summary>
    internal static int OffsetOf(long value) => (int)(value & OffsetMask) - WordsBefore;

    /// <summary>Whether it is one of so many.</summary>
    internal static bool IsWithin(long value, int words) => OffsetOf(value) >= 0 && OffsetOf(value) < words;
}
