using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Counts;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// Counts that are no references: Documentation/atomic_t.txt and include/linux/atomic/atomic-instrumented.h, Linux
/// 6.12. Those of <c>atomic64_t</c> and <c>atomic_long_t</c> are the same with numbers of 64 bits.
/// </summary>
internal static class AtomicPrimitives
{
    private const int LongBits = -64;

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("atomic_set", Set), ("atomic_read", site => Answer(site, Access.Read, Count(site, 0))),
        .. Counting("inc", site => (Count(site, 0), site.Code.Constant(1))),
        .. Counting("dec", site => (Count(site, 0), site.Code.Constant(-1))),
        .. Counting("add", By), .. Counting("sub", ByLess),
        ("atomic_dec_and_test", site => IsZero(site, Sum(site, (Count(site, 0), site.Code.Constant(-1))))),
        ("atomic_inc_and_test", site => IsZero(site, Sum(site, (Count(site, 0), site.Code.Constant(1))))),
        ("atomic_sub_and_test", site => IsZero(site, Sum(site, ByLess(site)))),
        ("atomic_add_negative", site => IsBelow(site, Sum(site, By(site)).Register)),
        ("atomic_add_unless", site => Unless(site).Added), ("atomic_fetch_add_unless", site => Unless(site).Old),
        ("atomic_inc_not_zero", UnlessZero), ("atomic_inc_unless_zero", UnlessZero),
        ("atomic_inc_unless_negative", UnlessNegative), ("atomic_dec_unless_positive", UnlessPositive),
        ("atomic_dec_if_positive", IfPositive),
        ("atomic_cond_read_acquire", LookUntil), ("atomic_cond_read_relaxed", LookUntil),
        ("atomic_xchg", Exchange), ("atomic_cmpxchg", CompareExchange),
        ("atomic_try_cmpxchg", site => TriedExchange.Write(site, (Count(site, 0), Type(site)), isMacro: false)),
        .. Masking("or", Access.Or, By), .. Masking("and", Access.And, By), .. Masking("xor", Access.Xor, By),
        .. Masking("andnot", Access.And, ByOthers),
    ];

    private static IEnumerable<(string, Primitive)> Counting(string what, Func<CallSite, (int, int)> arguments) =>
    [
        ($"atomic_{what}", Silent(site => Sum(site, arguments(site)))),
        ($"atomic_{what}_return", site => Sum(site, arguments(site))),
        ($"atomic_fetch_{what}", site => Before(site, arguments(site))),
    ];

    private static IEnumerable<(string, Primitive)> Masking(
        string what, Access access, Func<CallSite, (int Count, int By)> arguments)
    {
        Operand Masked(CallSite site) => arguments(site) is var (count, by) ? Answer(site, access, count, by) : default;
        return [($"atomic_{what}", Silent(Masked)), ($"atomic_fetch_{what}", Masked)];
    }

    /// <summary>What only counts gives nothing back.</summary>
    private static Primitive Silent(Primitive inner) => site => inner(site) with { Type = new RaceType.Nothing() };

    private static int Count(CallSite site, int at) =>
        site.Pointer(at, PrimitiveTable.IsWide(site.Name) ? SyncKind.Atomic64 : SyncKind.Atomic);

    /// <summary>How it is added to a count of the name: one of 32 bits wraps there.</summary>
    private static Access Adds(CallSite site, Access wide) => PrimitiveTable.IsWide(site.Name) ? wide : wide switch
    {
        Access.AddUnless => Access.AddIntUnless,
        Access.AddIfAtLeast => Access.AddIntIfAtLeast,
        Access.AddIfAtMost => Access.AddIntIfAtMost,
        _ => Access.AddInt,
    };

    /// <summary>What a count of the name keeps.</summary>
    private static RaceType Type(CallSite site) =>
        PrimitiveTable.IsWide(site.Name) ? new RaceType.Number(LongBits) : RaceType.Int;

    /// <summary>An argument as the parameter keeps it.</summary>
    private static int Number(CallSite site, int at)
    {
        var (value, type) = (site.Value(at), Type(site));
        if (at < site.Count) { new MemoryCompiler(site.Body).Check(type, value, site.Call.Arguments[at].At); }
        return value.Type == type ? value.Register : new ArithmeticCompiler(site.Body).Kept(value, type).Register;
    }

    /// <summary>The count, which is the second argument, and the number that is the first.</summary>
    private static (int Count, int By) By(CallSite site)
    {
        var by = Number(site, 0);
        return (Count(site, 1), by);
    }

    private static (int Count, int By) ByLess(CallSite site)
    {
        var (count, by) = By(site);
        return (count, site.Code.Unary(Operator.Negate, by));
    }

    private static (int Count, int By) ByOthers(CallSite site)
    {
        var (count, by) = By(site);
        return (count, site.Code.Unary(Operator.Complement, by));
    }

    private static Operand Answer(
        CallSite site, Access access, int count, int first = Instruction.None, int second = Instruction.None) =>
        site.Step(access, count, first, second) with { Type = Type(site) };

    private static Operand LookUntil(CallSite site)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        var isWide = PrimitiveTable.IsWide(site.Name);
        RaceType of = new RaceType.Sync(isWide ? SyncKind.Atomic64 : SyncKind.Atomic);
        Operand count = new(Count(site, 0), new RaceType.Pointer(of));
        return WordPrimitives.LookUntil(site, count, Type(site), pointer => new Expression.Call(
            pointer.At, new(pointer.At, isWide ? "atomic64_read" : "atomic_read"), [pointer]));
    }

    private static Operand Set(CallSite site)
    {
        var count = Count(site, 0);
        return site.Step(Access.Write, count, Number(site, 1));
    }

    private static Operand Sum(CallSite site, (int Count, int By) what) =>
        Answer(site, Adds(site, Access.Add), what.Count, what.By);

    private static Operand Before(CallSite site, (int Count, int By) what)
    {
        var sum = Sum(site, what);
        return Less(site, sum, what.By);
    }

    private static Operand Less(CallSite site, Operand value, int by) => new ArithmeticCompiler(site.Body).Kept(
        new(site.Code.Binary(Operator.Subtract, value.Register, by), value.Type), value.Type);

    private static Operand IsZero(CallSite site, Operand value) =>
        new(site.Code.Unary(Operator.Not, value.Register), RaceType.Int);

    private static Operand IsBelow(CallSite site, int value) =>
        new(site.Code.Binary(Operator.Less, value, site.Code.Constant(0)), RaceType.Int);

    private static (Operand Old, Operand Added) Unless(CallSite site)
    {
        var count = Count(site, 0);
        var (by, unless) = (Number(site, 1), Number(site, 2));
        var old = Answer(site, Adds(site, Access.AddUnless), count, by, unless);
        return (old, new(site.Code.Binary(Operator.Differ, old.Register, unless), RaceType.Int));
    }

    private static Operand UnlessZero(CallSite site)
    {
        var old = If(site, Access.AddUnless, by: 1, limit: 0);
        return IsZero(site, IsZero(site, old));
    }

    private static Operand UnlessNegative(CallSite site) =>
        IsZero(site, IsBelow(site, If(site, Access.AddIfAtLeast, by: 1, limit: 0).Register));

    private static Operand UnlessPositive(CallSite site)
    {
        var old = If(site, Access.AddIfAtMost, by: -1, limit: 0).Register;
        return new(site.Code.Binary(Operator.AtMost, old, site.Code.Constant(0)), RaceType.Int);
    }

    /// <summary>Answers one less than what stood there, whether or not that is there now.</summary>
    private static Operand IfPositive(CallSite site)
    {
        var old = If(site, Access.AddIfAtLeast, by: -1, limit: 1);
        return Less(site, old, site.Code.Constant(1));
    }

    private static Operand If(CallSite site, Access access, long by, long limit)
    {
        var count = Count(site, 0);
        return Answer(site, Adds(site, access), count, site.Code.Constant(by), site.Code.Constant(limit));
    }

    private static Operand Exchange(CallSite site)
    {
        var count = Count(site, 0);
        return Answer(site, Access.Exchange, count, Number(site, 1));
    }

    private static Operand CompareExchange(CallSite site)
    {
        var count = Count(site, 0);
        var expected = Number(site, 1);
        return Answer(site, Access.CompareExchange, count, expected, Number(site, 2));
    }
}
