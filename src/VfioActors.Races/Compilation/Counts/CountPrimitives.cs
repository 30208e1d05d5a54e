using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Counts;

/// <summary>References. include/linux/refcount.h and kref.h, Linux 6.6.</summary>
internal static class CountPrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("refcount_set", Set),
        ("refcount_read", site => site.Answer(Access.Read, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_inc", site => site.Step(Access.RefInc, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_inc_not_zero", site => site.Answer(Access.RefIncNotZero, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_dec_and_test", site => site.Answer(Access.RefDecTest, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_dec", Give),
        ("refcount_dec_not_one", site => site.Answer(Access.RefDecNotOne, site.Pointer(0, SyncKind.Refcount))),
        ("refcount_add", site => Many(site, Access.RefInc) with { Type = new RaceType.Nothing() }),
        ("refcount_add_not_zero", site => Many(site, Access.RefIncNotZero)),
        ("refcount_sub_and_test", site => Many(site, Access.RefDecTest)), ("refcount_dec_if_one", site =>
            new(site.Code.Binary(Operator.Equal, site.Answer(Access.CompareExchange,
                site.Pointer(0, SyncKind.Refcount), site.Code.Constant(1), site.Code.Constant(0)).Register,
                site.Code.Constant(1)), RaceType.Int)),
        ("kref_put", Put), ("kref_put_mutex", site => PutLocked(site, "refcount_dec_and_mutex_lock")),
        ("kref_put_lock", site => PutLocked(site, "refcount_dec_and_lock")),
    ];

    private static Operand Set(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Refcount);
        return site.Step(
            Access.Write, address, new ArithmeticCompiler(site.Body).Kept(site.Value(1), RaceType.Int).Register);
    }

    /// <summary>refcount_add(i, r): so many references at once.</summary>
    private static Operand Many(CallSite site, Access access)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        var by = new ArithmeticCompiler(site.Body).Kept(site.Value(0), RaceType.Int).Register;
        return site.Answer(
            access, site.Pointer(1, SyncKind.Refcount), by, site.Code.Constant(WordRules.Many));
    }

    /// <summary>Nobody frees what has no reference then: the kernel warns. REFCOUNT_DEC_LEAK, lib/refcount.c.</summary>
    private static Operand Give(CallSite site)
    {
        var isLast = site.Step(Access.RefDecTest, site.Pointer(0, SyncKind.Refcount)).Register;
        site.Code.Check(Fault.CountLeaked, site.Code.Unary(Operator.Not, isLast),
            "gives the last reference back, and nobody frees what it was of");
        return site.Nothing();
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
