using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>Accesses to one word.</summary>
internal static class WordRules
{
    /// <summary>
    /// How a reference is given back of which nobody is to know whether it was the last, as by refcount_dec; and what
    /// is wrong then where it was: REFCOUNT_DEC_LEAK, include/linux/refcount.h, Linux 6.12.
    /// </summary>
    internal const int Unseen = 1;

    private const int HalfBits = 32;

    /// <summary>One of them.</summary>
    internal static void On(Turn turn)
    {
        var (value, other) = (turn.Request.Value, turn.Request.Other);
        var old = turn.Word;
        switch (turn.Request.Access)
        {
            case Access.Read: Answer(turn, old, "="); break;
            case Access.ReadLow: Answer(turn, old & uint.MaxValue, "low half ="); break;
            case Access.ReadHigh: Answer(turn, (old >> HalfBits) & uint.MaxValue, "high half ="); break;
            case Access.Write:
                Set(turn, value);
                turn.Answer(0);
                break;
            case Access.Exchange: Change(turn, value, old); break;
            case Access.CompareExchange: Change(turn, old == value ? other : old, old); break;
            case Access.Add:
                var sum = unchecked(old + value);
                Change(turn, sum, sum);
                break;
            case Access.AddUnless: Change(turn, old == other ? old : unchecked(old + value), old); break;
            case Access.AddIfAtLeast: Change(turn, old < other ? old : unchecked(old + value), old); break;
            case Access.AddIfAtMost: Change(turn, old > other ? old : unchecked(old + value), old); break;
            case Access.Or: Change(turn, old | value, old); break;
            case Access.And: Change(turn, old & value, old); break;
            case Access.Xor: Change(turn, old ^ value, old); break;
            default: Count(turn, old); break;
        }
    }

    private static void Count(Turn turn, long old)
    {
        switch (turn.Request.Access)
        {
            case Access.RefInc when old <= 0: turn.Fail(Fault.CountRevived); break;
            case Access.RefInc: Change(turn, old + 1, old + 1); break;
            case Access.RefIncNotZero: Change(turn, old == 0 ? 0 : old + 1, old == 0 ? 0 : 1); break;
            case Access.RefDecNotOne or Access.RefDecTest when old <= 0: turn.Fail(Fault.CountBelowZero); break;
            case Access.RefDecTest when old == 1 && turn.Request.Value == Unseen:
                turn.Fail(Fault.CountBelowZero, Unseen);
                break;
            case Access.RefDecNotOne: Change(turn, old == 1 ? 1 : old - 1, old == 1 ? 0 : 1); break;
            default: Change(turn, old - 1, old == 1 ? 1 : 0); break;
        }
    }

    private static void Answer(Turn turn, long value, string sign)
    {
        if (turn.Outbox.Listening) { turn.Outbox.Note($"{turn.Name} {sign} {Shown.Value(turn.Program, value)}"); }
        turn.Answer(value);
    }

    private static void Change(Turn turn, long value, long answer)
    {
        Set(turn, value);
        turn.Answer(answer);
    }

    private static void Set(Turn turn, long value)
    {
        turn.Word = value;
        if (turn.Outbox.Listening) { turn.Outbox.Note($"{turn.Name} := {Shown.Value(turn.Program, value)}"); }
    }
}
