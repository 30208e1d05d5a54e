using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Xarrays and ids. include/linux/xarray.h and idr.h, Linux 6.6.</summary>
internal static class IndexPrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("xa_load", site => Indexed(site, Access.XaLoad)), ("xa_erase", site => Indexed(site, Access.XaErase)),
        ("xa_store", Store), ("xa_alloc", Allocate),
        ("xa_init", site => site.Nothing()), ("xa_init_flags", site => site.Nothing()),
        ("xa_destroy", site => site.Nothing()),
        ("ida_alloc", site => Take(site, 0, 61)),
        ("ida_alloc_min", site => TakeFrom(site, 1, -1)), ("ida_alloc_max", site => TakeFrom(site, -1, 1)),
        ("ida_alloc_range", site => TakeFrom(site, 1, 2)),
        ("ida_free", site => site.Step(Access.IdaFree, site.Pointer(0, SyncKind.Ida), site.Register(1))),
        ("ida_exists", site => site.Answer(Access.IdaHas, site.Pointer(0, SyncKind.Ida), site.Register(1))),
        ("ida_init", site => site.Nothing()), ("ida_destroy", site => site.Nothing()),
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

    /// <summary>
    /// xa_alloc(&amp;xa, &amp;id, entry, limit, gfp): the index goes where the second argument points to.
    /// </summary>
    private static Operand Allocate(CallSite site)
    {
        if (!site.Takes(3, 5)) { return site.Nothing(); }
        var array = site.Pointer(0, SyncKind.XArray);
        var id = site.Value(1);
        var entry = site.Register(2);
        var index = site.Step(Access.XaAlloc, array, site.Code.Constant(0), entry).Register;
        if (id.Type is not RaceType.Pointer { To: RaceType.Number number })
        {
            site.Wrong(site.Call.Arguments[1].At, $"expected a pointer to a number, this is {id.Type}");
            return site.Nothing();
        }

        new MemoryCompiler(site.Body).Store(new(id.Register, true, number), new(index, number), site.Call.At);
        return new(site.Code.Constant(0), RaceType.Int);
    }

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
