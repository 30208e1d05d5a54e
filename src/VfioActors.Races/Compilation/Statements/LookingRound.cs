using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// Finds loops whose rounds look at one word and do nothing else: a round that sees what the one before saw does what
/// that did, so that whoever goes round may as well wait until the word is another.
/// </summary>
internal static class LookingRound
{
    /// <summary>What looks at a word, or does nothing.</summary>
    private static readonly string[] Looks =
    [
        "READ_ONCE", "smp_load_acquire", "atomic_read", "atomic_read_acquire", "atomic64_read", "atomic_long_read",
        "refcount_read", "likely", "unlikely", "mutex_is_locked",
        "spin_is_locked", "rwsem_is_locked", "completion_done", "waitqueue_active", "test_bit",
        "wq_has_sleeper", "test_bit_acquire", "__irq_is",
        "rcu_dereference", "rcu_access_pointer", "cpu_relax", "cond_resched", "schedule", "udelay", "mdelay", "msleep",
        "usleep_range", "fsleep", "yield", "barrier", "ndelay", "smp_rmb", "smp_mb",
    ];

    /// <summary>Whether a loop may be one, by what is written in it; then its registers are held.</summary>
    internal static bool MayBe(Unit unit, Expression? condition, Statement inner) =>
        MayBe(unit, SyntaxWalk.Expressions(condition), [])
        && MayBe(unit, inner, []);

    /// <summary>The only read of a round, if it is one that only looks.</summary>
    /// <param name="code">The code, which ends with the round.</param>
    /// <param name="from">Where the round begins.</param>
    /// <param name="guard">Where its rounds are counted.</param>
    /// <returns>Null when the round does more, or remembers something of the one before.</returns>
    internal static Instruction? ReadOf(CodeBuffer code, int from, int guard)
    {
        var ask = -1;
        for (var at = from; at < code.Length; at++)
        {
            if (at == guard) { continue; }
            if (code[at] is { Op: Op.Ask, Access: Access.Read or Access.IsSet } && ask < 0) { ask = at; }
            else if (!IsQuiet(code, at, from)) { return null; }
        }

        // The wait is written where the round ends, which a continue jumps to.
        if (ask < 0 || !IsAlwaysReached(code, from, ask, code.Length + 1)) { return null; }
        for (var at = from; at < code.Length; at++)
        {
            if (at != guard && !IsNew(code, from, at)) { return null; }
        }

        var isKept = Enumerable.Range(ask + 1, code.Length - ask - 1)
            .All(at => code[at].Result != code[ask].A && code[at].Result != code[ask].Result);
        return isKept ? code[ask] : null;
    }

    private static bool MayBe(Unit unit, Statement inner, SortedSet<string> within) =>
        SyntaxWalk.Statements(inner).All(one => one is Statement.Block or Statement.Empty or Statement.Do
            or Statement.If or Statement.Break or Statement.Continue or Statement.Return or Statement.Declare)
        && MayBe(unit, SyntaxWalk.Expressions(inner), within);

    private static bool MayBe(Unit unit, IEnumerable<Expression> all, SortedSet<string> within) =>
        !all.Any(one => one is Expression.PointerCall or Expression.Statements)
        && all.OfType<Expression.Call>().Select(call => call.Function.Value).All(name => Looks.Contains(name)
            || (unit.Symbols.Functions.TryGetValue(name, out var function) && within.Add(name)
                && MayBe(unit, function.Body, within)));

    /// <summary>Whether an instruction concerns the thread alone, and none before it in the round follows.</summary>
    private static bool IsQuiet(CodeBuffer code, int at, int from) => code[at].Op switch
    {
        Op.Const or Op.Move or Op.Narrow or Op.Unary or Op.Binary or Op.Offset or Op.Element or Op.Check
            or Op.MaySleep => true,
        Op.Jump or Op.JumpIfZero => TargetOf(code, at) is var target && (target < from || target > at),
        _ => false,
    };

    /// <summary>Whether what an instruction reads was written in this round, or in none.</summary>
    private static bool IsNew(CodeBuffer code, int from, int at) =>
        new[] { code[at].A, code[at].B, code[at].C }.All(register =>
        {
            if (register < 0) { return true; }
            var writers = Enumerable.Range(from, code.Length - from)
                .Where(other => code[other].Result == register).ToList();
            return writers.Count == 0
                || writers.Exists(other => other < at && IsAlwaysReached(code, from, other, at + 1));
        });

    /// <summary>Whether every way from the beginning of a round to a later place leads by an instruction.</summary>
    private static bool IsAlwaysReached(CodeBuffer code, int from, int at, int end) =>
        Enumerable.Range(from, at - from).All(jump => code[jump].Op is not (Op.Jump or Op.JumpIfZero)
            || TargetOf(code, jump) is var target && (target <= at || target >= end));

    /// <summary>Where a jump goes to; far away when that is behind the round.</summary>
    private static int TargetOf(CodeBuffer code, int jump) =>
        code.IsPut(code[jump].Target) ? code.PlaceOf(code[jump].Target) : int.MaxValue;
}
