using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// What calls the functions of a percpu_ref: lib/percpu-refcount.c, Linux 6.12. The rest is
/// written in the language itself.
/// </summary>
internal static class PercpuPrimitives
{
    private const string Structure = "percpu_ref";

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("percpu_ref_put", site => Put(site, Ref(site), null)),
        ("percpu_ref_put_many", site => Put(site, Ref(site), site.Value(1))),
        ("percpu_ref_kill", site => Kill(site, Ref(site), new(site.Code.Constant(0), Callback(site)))),
        ("percpu_ref_kill_and_confirm", site => Kill(site, Ref(site), site.Value(1))),
        ("__percpu_ref_confirm", Confirm), ("__percpu_ref_switch_lock", Lock),
    ];

    private static RaceType.Pointer To(CallSite site) =>
        new(new RaceType.Structure(site.Body.Unit.Symbols.LayoutOf(Structure)));

    private static RaceType.Pointer Callback(CallSite site) =>
        new(new RaceType.Function(new RaceType.Nothing(), [To(site)]));

    /// <summary>The reference count that is the first argument.</summary>
    private static Operand Ref(CallSite site)
    {
        var value = site.Value(0);
        var isRef = value.Type is RaceType.Pointer { To: RaceType.Structure { Layout.Name: Structure } };
        if (!isRef && value.Type != RaceType.Wrong)
        {
            site.Wrong(site.Call.Arguments[0].At,
                $"'{site.Name}' takes a pointer to struct percpu_ref, this is {value.Type}",
                value.Type is RaceType.Structure { Layout.Name: Structure } ? "put & before it" : null);
        }

        return isRef ? value : new(site.Code.Constant(0), To(site));
    }

    /// <summary>The function is called where the last reference goes, within rcu_read_lock.</summary>
    private static Operand Put(CallSite site, Operand counted, Operand? many)
    {
        var end = site.Code.NewLabel();
        var by = many ?? new(site.Code.Constant(1), RaceType.Int);
        var isLast = WaitPrimitives.Brought(site, "__percpu_ref_sub", [counted, by]);
        site.Code.JumpIfZero(isLast.Register, end);
        Call(site, WaitPrimitives.Brought(site, "__percpu_ref_release", [counted]), counted);
        site.Code.Put(end);
        return WaitPrimitives.Brought(site, "__percpu_ref_put_end", []);
    }

    /// <summary>One that counts with atomic operations anyway does not wait for a grace period.</summary>
    private static Operand Kill(CallSite site, Operand counted, Operand confirm)
    {
        var (code, none) = (site.Code, site.Code.NewLabel());
        var isAtomic = WaitPrimitives.Brought(site, "__percpu_ref_kill", [counted, confirm]);
        code.JumpIfZero(isAtomic.Register, none);
        code.JumpIfZero(confirm.Register, none);
        Call(site, confirm with { Type = Callback(site) }, counted);
        code.Put(none);
        Put(site, counted, null);
        return WaitPrimitives.Brought(site, "__percpu_ref_unlock", []);
    }

    /// <summary>__percpu_ref_confirm(function, ref): there need not be one.</summary>
    private static Operand Confirm(CallSite site)
    {
        var (function, counted, end) = (site.Value(0), site.Value(1), site.Code.NewLabel());
        site.Code.JumpIfZero(function.Register, end);
        Call(site, function, counted);
        site.Code.Put(end);
        return site.Nothing();
    }

    /// <summary>What it calls is code of the file, with lines of its own.</summary>
    private static void Call(CallSite site, Operand function, Operand counted)
    {
        site.Body.Apart(
            site.Call.At, place => new PointerCalls(site.Body).Call(function, ("release", null), [counted], place));
    }

    /// <summary>One lock for all, as in the kernel.</summary>
    private static Operand Lock(CallSite site)
    {
        var place = site.Body.Unit.OfKernel("percpu_ref_switch_lock", SyncKind.Spinlock);
        return new(
            site.Code.Constant(Pointers.To(place)), new RaceType.Pointer(new RaceType.Sync(SyncKind.Spinlock)));
    }
}
