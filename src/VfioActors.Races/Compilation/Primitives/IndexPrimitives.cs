using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Xarrays and ids. include/linux/xarray.h and idr.h, Linux 6.6.</summary>
internal static class IndexPrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("xa_load", site => Indexed(site, Access.XaLoad)), ("xa_erase", site => Indexed(site, Access.XaErase)),
        ("xa_store", Store), ("xa_insert", Insert), ("xa_alloc", Allocate),
        .. Empties(SyncKind.XArray, RaceType.XArrayLength, "xa_init", "xa_init_flags", "xa_destroy"),
        ("ida_alloc", site => Take(site, 0, 61)),
        ("ida_alloc_min", site => TakeFrom(site, 1, -1)), ("ida_alloc_max", site => TakeFrom(site, -1, 1)),
        ("ida_alloc_range", site => TakeFrom(site, 1, 2)),
        ("ida_free", site => site.Step(Access.IdaFree, site.Pointer(0, SyncKind.Ida), site.Register(1))),
        ("ida_exists", site => site.Answer(Access.IdaHas, site.Pointer(0, SyncKind.Ida), site.Register(1))),
        .. Empties(SyncKind.Ida, 1, "ida_init", "ida_destroy"),
        ("idr_alloc", AllocateOfIdr),
        ("__xa_alloc", site => site.Answer(
            Access.XaAlloc, site.Pointer(0, SyncKind.XArray), site.Register(1), site.Register(2))),
    ];

    private static Operand Indexed(CallSite site, Access access)
    {
        var array = site.Pointer(0, SyncKind.XArray);
        return site.Step(access, array, site.Register(1)) with { Type = RaceType.AnyPointer };
    }

    private static Operand Store(CallSite site)
    {
        var array = site.Pointer(0, SyncKind.XArray);
        var index = site.Register(1);
        return site.Step(Access.XaStore, array, index, site.Register(2)) with { Type = RaceType.AnyPointer };
    }

    private static Operand Insert(CallSite site)
    {
        var array = site.Pointer(0, SyncKind.XArray);
        var index = site.Register(1);
        return site.Answer(Access.XaInsert, array, index, site.Register(2));
    }

    /// <summary>
    /// xa_alloc(&amp;xa, &amp;id, entry, limit, gfp): the index, if one is free, goes where the second argument points
    /// to.
    /// </summary>
    private static Operand Allocate(CallSite site)
    {
        if (!site.Takes(3, 5)) { return site.Nothing(); }
        var array = site.Pointer(0, SyncKind.XArray);
        var id = site.Value(1);
        var entry = site.Register(2);
        var index = site.Step(Access.XaAlloc, array, site.Code.Constant(LimitsOf(site)), entry).Register;
        if (id.Type is not RaceType.Pointer { To: RaceType.Number number })
        {
            site.Wrong(site.Call.Arguments[1].At, $"expected a pointer to a number, this is {id.Type}");
            return site.Nothing();
        }

        var (result, end) = (site.Code.NewRegister(), site.Code.NewLabel());
        site.Code.Move(result, index);
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, site.Code.Unary(Operator.IsError, index)), end);
        new MemoryCompiler(site.Body).Store(new(id.Register, true, number), new(index, number), site.Call.At);
        site.Code.Move(result, site.Code.Constant(0));
        site.Code.Put(end);
        return new(result, RaceType.Int);
    }

    /// <summary>idr_alloc(&amp;idr, entry, start, end, gfp): an end of 0 is none.</summary>
    private static Operand AllocateOfIdr(CallSite site)
    {
        if (!site.Takes(5, 5)) { return site.Nothing(); }
        var (idr, entry) = (site.Value(0), site.Value(1));
        if (MemoryPrimitives.MaySleep(site)) { site.MaySleep(); }
        var constants = site.Body.Unit.Constants;
        if (constants.Of(site.Call.Arguments[2]) is not (>= 0 and var low and < RaceType.XArrayLength)
            || constants.Of(site.Call.Arguments[3]) is not { } end || (end > 0 && end <= low))
        {
            site.Wrong(site.Call.Arguments[2].At,
                $"expected known numbers, the first below {RaceType.XArrayLength}, and the end behind it or 0");
            return site.Nothing();
        }

        long? last = end <= 0 ? null : Math.Min(end - 1, RaceType.XArrayLength);
        Operand limits = new(site.Code.Constant(IndexRules.Limits(low, last)), RaceType.Int);
        return WaitPrimitives.Brought(site, "__idr_alloc", [idr, entry, limits]);
    }

    /// <summary>Within which indices: xa_limit_32b, 31b or 16b, or XA_LIMIT(first, last).</summary>
    private static long LimitsOf(CallSite site)
    {
        if (site.Count < 4) { return IndexRules.Limits(0, null); }
        var limit = site.Call.Arguments[3];
        if (limit is Expression.Name { Value: "xa_limit_32b" or "xa_limit_31b" or "xa_limit_16b" })
        {
            return IndexRules.Limits(0, null);
        }

        if (limit is Expression.Call { Function.Value: "XA_LIMIT", Arguments: [var first, var last] }
            && site.Body.Unit.Constants.Of(first) is >= 0 and var low and < RaceType.XArrayLength
            && site.Body.Unit.Constants.Of(last) is { } high && high >= low)
        {
            return IndexRules.Limits(low, Math.Min(high, RaceType.XArrayLength));
        }

        site.Wrong(
            limit.At,
            "expected xa_limit_32b, or XA_LIMIT(first, last) of known numbers, "
                + $"the first below {RaceType.XArrayLength}");
        return 0;
    }

    /// <summary>
    /// Forgets all at once, as xa_destroy does, which locks itself: to initialize what is in use does the same.
    /// </summary>
    private static IEnumerable<(string, Primitive)> Empties(SyncKind kind, int words, params string[] names) =>
        names.Select(name => (name, (Primitive)(site =>
            site.Step(Access.Empty, site.Pointer(0, kind), site.Code.Constant(words)))));

    private static Operand Take(CallSite site, long low, long high)
    {
        var ida = site.Pointer(0, SyncKind.Ida);
        return site.Answer(Access.IdaAlloc, ida, site.Code.Constant(low), site.Code.Constant(high));
    }

    private static Operand TakeFrom(CallSite site, int low, int high)
    {
        var ida = site.Pointer(0, SyncKind.Ida);
        var from = low < 0 ? site.Code.Constant(0) : site.Register(low);
        return site.Answer(Access.IdaAlloc, ida, from, high < 0 ? site.Code.Constant(61) : site.Register(high));
    }
}
