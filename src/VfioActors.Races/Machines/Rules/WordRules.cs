using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>Accesses to one word.</summary>
internal static class WordRules
{
    private const int HalfBits = 32;
    private const int Saturated = int.MinValue / 2;

    /// <summary>More than one reference is taken or given: so many as the value says.</summary>
    internal const long Many = 1;

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
            case Access.AddInt:
                Change(turn, Int(old + value), Int(old + value));
                break;
            case Access.AddIntUnless: Change(turn, old == other ? old : Int(old + value), old); break;
            case Access.AddIntIfAtLeast: Change(turn, old < other ? old : Int(old + value), old); break;
            case Access.AddIntIfAtMost: Change(turn, old > other ? old : Int(old + value), old); break;
            case Access.Or: Change(turn, old | value, old); break;
            case Access.And: Change(turn, old & value, old); break;
            case Access.Xor: Change(turn, old ^ value, old); break;
            default: Count(turn, old); break;
        }
    }

    private static long Int(long value) => unchecked((int)value);

    /// <summary>
    /// References. What the kernel warns of, and saturates the count for, is a fault: refcount_warn_saturate,
    /// lib/refcount.c, Linux 6.12. What was set to REFCOUNT_SATURATED stays so.
    /// </summary>
    private static void Count(Turn turn, long old)
    {
        var by = turn.Request.Other == Many ? turn.Request.Value : 1;
        switch (turn.Request.Access)
        {
            case Access.RefInc when old == 0: turn.Fail(Fault.CountRevived); break;
            case Access.RefIncNotZero when old == 0: Change(turn, 0, 0); break;
            case Access.RefInc or Access.RefIncNotZero when old < 0 || old + by is < 0 or > int.MaxValue:
                turn.Fail(Fault.CountSaturated);
                break;
            case Access.RefInc: Change(turn, old + by, old + by); break;
            case Access.RefIncNotZero: Change(turn, old + by, 1); break;
            case Access.RefDecNotOne when old == Saturated: Change(turn, old, 1); break;
            case Access.RefDecNotOne or Access.RefDecTest when old <= 0 || old - by is < 0 or > int.MaxValue:
                turn.Fail(Fault.CountBelowZero);
                break;
            case Access.RefDecNotOne: Change(turn, old == 1 ? 1 : old - 1, old == 1 ? 0 : 1); break;
            default: Change(turn, old - by, old == by ? 1 : 0); break;
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
