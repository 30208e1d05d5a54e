using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Counts. include/linux/refcount.h, kref.h and atomic/, Linux 6.6.</summary>
internal static class CountPrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("refcount_set", site => Set(site, SyncKind.Refcount, 0)),
        ("refcount_read", site => site.Answer(Access.Read, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_inc", site => site.Step(Access.RefInc, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_inc_not_zero", site => site.Answer(Access.RefIncNotZero, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_dec_and_test", site => site.Answer(Access.RefDecTest, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_dec", site => site.Step(Access.RefDecTest, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_dec_not_one", site => site.Answer(Access.RefDecNotOne, site.Pointer(0, SyncKind.Refcount))),
        ("kref_put", Put), ("kref_put_mutex", site => PutLocked(site, "refcount_dec_and_mutex_lock")),
        ("kref_put_lock", site => PutLocked(site, "refcount_dec_and_lock")),
        ("atomic_set", site => Set(site, SyncKind.Atomic, 0)),
        ("atomic_read", site => site.Answer(Access.Read, site.Pointer(0, SyncKind.Atomic))),
        ("atomic_inc", Silent(site => Add(site, 1))), ("atomic_dec", Silent(site => Add(site, -1))),
        ("atomic_inc_return", site => Add(site, 1)), ("atomic_dec_return", site => Add(site, -1)),
        ("atomic_dec_and_test", site => IsZero(site, Add(site, -1))),
        ("atomic_inc_and_test", site => IsZero(site, Add(site, 1))),
        ("atomic_add", Silent(site => AddBy(site, Operator.Add, 0))),
        ("atomic_sub", Silent(site => AddBy(site, Operator.Subtract, 0))),
        ("atomic_add_return", site => AddBy(site, Operator.Add, 0)),
        ("atomic_sub_return", site => AddBy(site, Operator.Subtract, 0)),
        ("atomic_fetch_add", site => AddBy(site, Operator.Add, 1)),
        ("atomic_sub_and_test", site => IsZero(site, AddBy(site, Operator.Subtract, 0))),
        ("atomic_add_unless", AddUnless),
        ("atomic_inc_not_zero", site => Unless(site, 1, 0)), ("atomic_inc_unless_zero", site => Unless(site, 1, 0)),
        ("atomic_xchg", site => site.Answer(Access.Exchange, site.Pointer(0, SyncKind.Atomic), site.Register(1))),
        ("atomic_cmpxchg", CompareExchange),
        ("atomic_or", site => site.Step(Access.Or, site.Pointer(1, SyncKind.Atomic), site.Register(0))),
        ("atomic_and", site => site.Step(Access.And, site.Pointer(1, SyncKind.Atomic), site.Register(0))),
    ];

    /// <summary>What only counts gives nothing back.</summary>
    private static Primitive Silent(Primitive inner) => site => inner(site) with { Type = new RaceType.Nothing() };

    private static Operand Set(CallSite site, SyncKind kind, int at)
    {
        var address = site.Pointer(at, kind);
        return site.Step(Access.Write, address, site.Register(1));
    }

    private static Operand Add(CallSite site, long by) =>
        site.Answer(Access.Add, site.Pointer(0, SyncKind.Atomic), site.Code.Constant(by));

    private static Operand AddBy(CallSite site, Operator sign, int isOld)
    {
        var by = site.Register(0);
        if (sign == Operator.Subtract) { by = site.Code.Unary(Operator.Negate, by); }
        var sum = site.Answer(Access.Add, site.Pointer(1, SyncKind.Atomic), by);
        return isOld == 0 ? sum : new(site.Code.Binary(Operator.Subtract, sum.Register, by), RaceType.Int);
    }

    private static Operand IsZero(CallSite site, Operand value) =>
        new(site.Code.Unary(Operator.Not, value.Register), RaceType.Int);

    private static Operand AddUnless(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Atomic);
        var by = site.Register(1);
        return site.Answer(Access.AddUnless, address, by, site.Register(2));
    }

    private static Operand Unless(CallSite site, long by, long unless)
    {
        var address = site.Pointer(0, SyncKind.Atomic);
        return site.Answer(Access.AddUnless, address, site.Code.Constant(by), site.Code.Constant(unless));
    }

    private static Operand CompareExchange(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Atomic);
        var expected = site.Register(1);
        return site.Answer(Access.CompareExchange, address, expected, site.Register(2));
    }

    /// <summary>
    /// Gives a reference back; with the last one the release function is called, as part of this call.
    /// </summary>
    private static Operand Put(CallSite site)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        var (kref, release) = (site.Value(0), Pointer(site));
        site.Body.At(site.Call.At);
        return Release(site, (kref, release), site.Code.Ask(Access.RefDecTest, kref.Register));
    }

    /// <summary>
    /// The same; the last reference is given back under a lock, which the release function gives back.
    /// </summary>
    private static Operand PutLocked(CallSite site, string taker)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var (kref, release, taken) = (site.Value(0), Pointer(site), site.Value(2));
        Operand count = new(kref.Register, new RaceType.Pointer(new RaceType.Sync(SyncKind.Refcount)));
        var before = site.Body.Fix(site.Call.At);
        var isLast = new CallCompiler(site.Body).Call(
            site.Body.Unit.Symbols.Functions[taker], [count, taken], site.Call.At);
        site.Body.Unfix(before);
        return Release(site, (kref, release), isLast.Register);
    }

    /// <summary>A pointer to the release function, read before the reference is given back; null for a name.</summary>
    private static Operand? Pointer(CallSite site)
    {
        if (site.Function(1) is not null) { return null; }
        var read = site.Value(1);
        var kept = read with { Register = site.Code.NewRegister() };
        site.Code.Move(kept.Register, read.Register);
        return kept;
    }

    private static Operand Release(CallSite site, (Operand Kref, Operand? Pointer) what, int isLast)
    {
        var (kref, pointer) = what;
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(isLast, end);
        if (pointer is { } called)
        {
            new PointerCalls(site.Body).Call(called, site.Call.Arguments[1], [kref], site.Call.At);
        }
        else if (site.Function(1) is { } release)
        {
            new CallCompiler(site.Body).Call(release, [kref], site.Call.At);
        }

        site.Code.Put(end);
        return new(isLast, RaceType.Int);
    }
}
