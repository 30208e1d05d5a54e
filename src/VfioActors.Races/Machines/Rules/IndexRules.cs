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

    /// <summary>Within which indices one is to be found, in one number.</summary>
    /// <param name="low">The first.</param>
    /// <param name="high">The last; null for as many as a kernel has.</param>
    internal static long Limits(long low, long? high) => low | (((high + 1) ?? 0) << LimitShift);

    /// <summary>One of them.</summary>
    internal static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case Access.XaStore: Swap(turn, turn.Request.Other); break;
            case Access.XaErase: Swap(turn, 0); break;
            case Access.XaLoad: Swap(turn, null); break;
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

    private static void Swap(Turn turn, long? value)
    {
        var at = turn.Request.Value;
        if (at is < 0 or >= RaceType.XArrayLength)
        {
            turn.Fail(Fault.OutOfBounds);
            return;
        }

        var place = turn.Request.Offset + (int)at;
        var old = turn.State.Words[place];
        if (value is { } stored) { turn.State.Words[place] = stored; }
        if (turn.Outbox.Listening) { Note(turn, at, value ?? old, value is null); }
        turn.Answer(old);
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

        Swap(turn, turn.Request.Other);
    }

    private static void Note(Turn turn, long at, long value, bool isRead) =>
        turn.Outbox.Note($"{turn.State.Plan.Name}[{at}] {(isRead ? "=" : ":=")} {Shown.Value(turn.Program, value)}");

    private static void Allocate(Turn turn)
    {
        var low = (int)(turn.Request.Value & ((1 << LimitShift) - 1));
        var end = (int)(turn.Request.Value >> LimitShift);
        for (var at = low; at < RaceType.XArrayLength && (end == 0 || at < end); at++)
        {
            if (turn.State.Words[turn.Request.Offset + at] != 0) { continue; }
            turn.State.Words[turn.Request.Offset + at] = turn.Request.Other;
            turn.Outbox.Note($"{turn.Name} gives {at}");
            turn.Answer(at);
            return;
        }

        // A kernel has more indices than there are here.
        if (end is 0 or > RaceType.XArrayLength) { turn.Fail(Fault.OutOfBounds); }
        else { turn.Answer(Busy); }
    }

    private static void Empty(Turn turn)
    {
        turn.Outbox.Note($"{turn.Name} is emptied");
        for (var at = 0; at < turn.Request.Value; at++) { turn.State.Words[turn.Request.Offset + at] = 0; }
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
