using System.Numerics;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>Xarrays and sets of numbers: each access is one step, as they lock themselves.</summary>
internal static class IndexRules
{
    private const long OutOfNumbers = -28;
    private const long Busy = -16;
    private const int LimitShift = 8;
    private const int NumbersMax = 62;

    /// <summary>XA_ZERO_ENTRY: an index that is taken and under which nothing is found.</summary>
    internal const long Reserved = 0x406;

    /// <summary>How an index is looked at: as it is, also if it is reserved; or whether there is any entry.</summary>
    internal const long Raw = 1, Any = 2;

    /// <summary>An xarray that is initialized has flags, this among them.</summary>
    internal const long HasFlags = 0x100;

    /// <summary>How many marks an index may have, and what is done with one.</summary>
    internal const long MarksMax = 3, SetsMark = 16, ClearsMark = 32, LooksAtMark = 64;

    /// <summary>In place of an index: whether any has a mark.</summary>
    internal const long AnyIndex = RaceType.XArrayLength;

    /// <summary>Where in the flags the marks begin: for each a bit of every index.</summary>
    private const int FirstMark = 16;

    /// <summary>XA_FLAGS_ALLOC, and what XA_FLAGS_ALLOC1 has beside it: index 0 is never given.</summary>
    private const long Tracks = 4, ZeroIsBusy = 8;

    /// <summary>Within which indices one is to be found, in one number.</summary>
    /// <param name="low">The first.</param>
    /// <param name="high">The last; null for as many as a kernel has.</param>
    internal static long Limits(long low, long? high) => low | (((high + 1) ?? 0) << LimitShift);

    /// <summary>One of them.</summary>
    internal static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.XaStore: Store(turn, turn.Request.Other); break;
            case Access.XaErase: Swap(turn, 0); break;
            case Access.XaLoad: Load(turn); break;
            case Access.XaMark: Mark(turn); break;
            case Access.XaInsert: Insert(turn); break;
            case Access.XaAlloc: Allocate(turn); break;
            case Access.IdaAlloc: TakeNumber(turn); break;
            case Access.IdaFree: GiveNumber(turn); break;
            case Access.IdaUse: UseNumber(turn); break;
            case Access.Empty: Empty(turn); break;
            default: turn.Answer(IsTaken(turn, turn.Request.Value) ? 1 : 0); break;
        }
    }

    private static bool IsNumber(long value) => value is >= 0 and < NumbersMax;

    private static bool IsTaken(Turn turn, long value) => IsNumber(value) && (turn.Word >> (int)value & 1) != 0;

    /// <summary>
    /// Of an xarray that gives indices a NULL that is stored keeps the index; __xa_store, lib/xarray.c, Linux 6.12.
    /// </summary>
    private static void Store(Turn turn, long entry) =>
        Swap(turn, entry == 0 && (Flags(turn) & Tracks) != 0 ? Reserved : entry);

    private static long Flags(Turn turn) => turn.State.Words[turn.Request.Offset + RaceType.XArrayLength];

    private static void Load(Turn turn)
    {
        if (turn.Request.Other != Any)
        {
            Swap(turn, null);
            return;
        }

        var found = 0L;
        for (var at = 0; at < RaceType.XArrayLength; at++) { found |= turn.State.Words[turn.Request.Offset + at]; }
        turn.Outbox.Note($"{turn.State.Plan.Name} is {(found == 0 ? "" : "not ")}empty");
        turn.Answer(found == 0 ? 0 : 1);
    }

    private static void Swap(Turn turn, long? value)
    {
        var at = turn.Request.Value;
        if (at is < 0 or >= RaceType.XArrayLength)
        {
            turn.Outbox.Note($"has no index {at} of {turn.State.Plan.Name}");
            turn.Cut();
            return;
        }

        var place = turn.Request.Offset + (int)at;
        var old = turn.State.Words[place];
        if (value is { } stored)
        {
            turn.State.Words[place] = stored;
            if (stored == 0) { turn.State.Words[turn.Request.Offset + RaceType.XArrayLength] &= ~MarksOf(at); }
        }

        if (turn.Outbox.Listening) { Note(turn, at, value ?? old, value is null); }
        turn.Answer(old == Reserved && (value is not null || turn.Request.Other != Raw) ? 0 : old);
    }

    /// <summary>The bits of the marks of an index: all of them, or one.</summary>
    private static long MarksOf(long index) =>
        Enumerable.Range(0, (int)MarksMax).Aggregate(0L, (bits, mark) => bits | MarkOf(index, mark));

    private static long MarkOf(long index, long mark) =>
        1L << (FirstMark + ((int)mark * RaceType.XArrayLength) + (int)index);

    /// <summary>
    /// xa_set_mark() where there is an entry, a reserved one too, xa_clear_mark(), xa_get_mark() and xa_marked().
    /// </summary>
    private static void Mark(Turn turn)
    {
        var (at, mark) = (turn.Request.Value, turn.Request.Other & (SetsMark - 1));
        var isAny = turn.Request.Other == (mark | LooksAtMark) && at == AnyIndex;
        var flags = turn.Request.Offset + RaceType.XArrayLength;
        var isOfKernel = mark == 0 && (turn.State.Words[flags] & Tracks) != 0;
        if (isOfKernel || (!isAny && at is < 0 or >= RaceType.XArrayLength))
        {
            if (isOfKernel) { turn.Outbox.Note($"used the mark of free indices of {turn.State.Plan.Name}"); }
            else { turn.Outbox.Note($"has no index {at} of {turn.State.Plan.Name}"); }
            turn.Cut();
            return;
        }

        var bits = isAny
            ? Enumerable.Range(0, RaceType.XArrayLength).Aggregate(0L, (all, one) => all | MarkOf(one, mark))
            : MarkOf(at, mark);
        if ((turn.Request.Other & LooksAtMark) != 0)
        {
            var isSet = (turn.State.Words[flags] & bits) != 0;
            turn.Outbox.Note($"{turn.State.Plan.Name} has {(isSet ? "" : "not ")}mark {mark} at {(isAny ? -1 : at)}");
            turn.Answer(isSet ? 1 : 0);
            return;
        }

        var sets = (turn.Request.Other & SetsMark) != 0;
        if (!sets) { turn.State.Words[flags] &= ~bits; }
        else if (turn.State.Words[turn.Request.Offset + (int)at] != 0) { turn.State.Words[flags] |= bits; }
        turn.Outbox.Note($"{turn.State.Plan.Name}[{at}] {(sets ? "gets" : "loses")} mark {mark}");
        turn.Answer(0);
    }

    private static void Insert(Turn turn)
    {
        var at = turn.Request.Value;
        if (at is >= 0 and < RaceType.XArrayLength && turn.State.Words[turn.Request.Offset + (int)at] != 0)
        {
            turn.Outbox.Note($"{turn.State.Plan.Name}[{at}] is taken");
            turn.Answer(Busy);
            return;
        }

        Swap(turn, turn.Request.Other == 0 ? Reserved : turn.Request.Other);
    }

    private static void Note(Turn turn, long at, long value, bool isRead) =>
        turn.Outbox.Note($"{turn.State.Plan.Name}[{at}] {(isRead ? "=" : ":=")} {Shown.Value(turn.Program, value)}");

    private static void Allocate(Turn turn)
    {
        var low = (int)(turn.Request.Value & ((1 << LimitShift) - 1));
        var end = (int)(turn.Request.Value >> LimitShift);
        var flags = turn.Request.Offset + RaceType.XArrayLength;
        turn.State.Words[flags] |= Tracks;
        if ((turn.State.Words[flags] & ZeroIsBusy) != 0) { low = Math.Max(low, 1); }
        for (var at = low; at < RaceType.XArrayLength && (end == 0 || at < end); at++)
        {
            if (turn.State.Words[turn.Request.Offset + at] != 0) { continue; }
            turn.State.Words[turn.Request.Offset + at] = turn.Request.Other == 0 ? Reserved : turn.Request.Other;
            turn.Outbox.Note($"{turn.Name} gives {at}");
            turn.Answer(at);
            return;
        }

        // A kernel has more indices than there are here.
        if (end is 0 or > RaceType.XArrayLength) { turn.Cut(); }
        else { turn.Answer(Busy); }
    }

    private static void Empty(Turn turn)
    {
        turn.Outbox.Note($"{turn.Name} is emptied");
        for (var at = 0; at < turn.Request.Value; at++) { turn.State.Words[turn.Request.Offset + at] = 0; }
        if ((turn.Request.Other & HasFlags) != 0)
        {
            turn.State.Words[turn.Request.Offset + RaceType.XArrayLength] = turn.Request.Other & ~HasFlags;
        }
        else if (turn.Request.Value == RaceType.XArrayLength)
        {
            turn.State.Words[turn.Request.Offset + RaceType.XArrayLength] &= (1 << FirstMark) - 1;
        }

        turn.Answer(0);
    }

    private static void TakeNumber(Turn turn)
    {
        var (low, high) = (turn.Request.Value, Math.Min(turn.Request.Other, NumbersMax - 1));
        var free = ~turn.Word & (-1L << (int)Math.Clamp(low, 0, NumbersMax));
        var number = BitOperations.TrailingZeroCount(free);
        if (low < 0 || number > high)
        {
            turn.Answer(OutOfNumbers);
            return;
        }

        turn.Outbox.Note($"{turn.Name} gives {number}");
        turn.Word |= 1L << number;
        turn.Answer(number);
    }

    private static void UseNumber(Turn turn)
    {
        var number = turn.Request.Value;
        if (number < turn.Request.Other || !IsNumber(number) || IsTaken(turn, number))
        {
            turn.Answer(0);
            return;
        }

        turn.Fail(Fault.FreedIdUsed, (int)number);
    }

    private static void GiveNumber(Turn turn)
    {
        var number = turn.Request.Value;
        if (!IsTaken(turn, number))
        {
            turn.Fail(Fault.FreedId, IsNumber(number) ? (int)number : 0);
            return;
        }

        turn.Outbox.Note($"{turn.Name} takes {number} back");
        turn.Word &= ~(1L << (int)number);
        turn.Answer(0);
    }
}
