using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// The lock of an xarray, which is seen where a file takes it itself, or where an interrupt changes an xarray: all else
/// that changes one is one step. include/linux/xarray.h and lib/xarray.c, Linux 6.12.
/// </summary>
internal static class XarrayLocks
{
    private const string Inner = "__";

    private static readonly string[] Suffixes = ["", "_bh", "_irq"];

    /// <summary>The lock by itself.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        .. LockPrimitives.Suffixes.SelectMany(suffix => new (string, Primitive)[]
        {
            ($"xa_lock{suffix}", site =>
                LockPrimitives.TakeSpin(site, Access.Lock, suffix, () => Lock(site, Array(site)))),
            ($"xa_unlock{(suffix == LockPrimitives.Saved ? "_irqrestore" : suffix)}", site =>
                LockPrimitives.GiveSpin(site, Access.Unlock, suffix, Lock(site, Array(site)))),
        }),
        ("xa_trylock", site => LockPrimitives.TrySpin(site, Lock(site, Array(site)))),
    ];

    /// <summary>The forms of what changes an xarray: with the lock of its own, and under one that is held.</summary>
    internal static IEnumerable<(string, Primitive)> Forms(string name, Primitive primitive) =>
        Suffixes.Select(suffix => (name + suffix, primitive)).Append((Inner + name, primitive));

    /// <summary>The register of a pointer to an xarray.</summary>
    internal static int Array(CallSite site)
    {
        if (!site.Body.Unit.Options.LocksXarrays) { return site.Pointer(0, SyncKind.XArray); }
        var value = site.Value(0);
        if (value.Type is not RaceType.Pointer { To: RaceType.Structure { Layout.Name: TypeTable.XArray } }
            && value.Type != RaceType.Wrong)
        {
            site.Wrong(site.Call.Arguments[0].At,
                $"'{site.Name}' takes a pointer to struct {TypeTable.XArray}, this is {value.Type}");
        }

        return value.Register;
    }

    /// <summary>An xarray begins with its lock free, and the flags that it is given.</summary>
    internal static void Initialize(CallSite site, int array)
    {
        var flags = site.Count > 1 ? site.Register(1) : site.Code.Constant(0);
        if (!site.Body.Unit.Options.LocksXarrays) { return; }
        site.Step(Access.Write, Lock(site, array), site.Code.Constant(0));
        site.Step(Access.Write, Field(site, array, TypeTable.XArrayFlags), flags);
    }

    /// <summary>What is done under the lock, which the form that is called takes, or must hold.</summary>
    /// <param name="memory">
    /// The entry that needs memory, its index, none where that is new, and which argument says whether it is waited
    /// for; null where nothing does.
    /// </param>
    internal static Operand Under(
        CallSite site, int array, (int Entry, int Index, int Mark)? memory, Func<Operand> change)
    {
        LockPrimitives.RefuseDevice(site);
        site.Body.Unit.NeedsXarrayLocks |= site.Body.IsInterrupt;
        if (!site.Body.Unit.Options.LocksXarrays) { return change(); }
        var isInner = site.Name.StartsWith(Inner, StringComparison.Ordinal);
        var suffix = site.Name == "xa_destroy" ? LockPrimitives.Saved : Suffixes.Last(site.Name.EndsWith);
        var waits = memory is { } stored && (isInner || suffix.Length > 0) ? Waits(site, stored.Mark) : null;
        var held = Lock(site, array);
        if (isInner) { site.Step(Access.AssertHeld, held); }
        else { LockPrimitives.TakeSpin(site, Access.Lock, suffix, () => held); }
        if (waits is { } register) { GiveUp(site, array, memory!.Value, register); }
        var result = change();
        if (!isInner) { LockPrimitives.GiveSpin(site, Access.Unlock, suffix, held); }
        return result;
    }

    private static int Lock(CallSite site, int array) => Field(site, array, TypeTable.XArrayLock);

    private static int Field(CallSite site, int array, string name)
    {
        _ = site.Body.Unit.Symbols.LayoutOf(TypeTable.XArray).TryFind(name, out var field);
        return site.Code.Compute(Op.Offset, made => made with { A = array, Number = field.Offset });
    }

    /// <summary>The register that says whether somebody waits for memory; null where nobody does.</summary>
    private static int? Waits(CallSite site, int mark) => mark < site.Count ? MemoryWaits.MayWait(site, mark) : null;

    /// <summary>
    /// Where no memory is at hand for an entry that is new, the lock is given up while some is got. __xas_nomem.
    /// </summary>
    private static void GiveUp(CallSite site, int array, (int Entry, int Index, int Mark) stored, int waits)
    {
        var (code, end) = (site.Code, site.Code.NewLabel());
        code.JumpIfZero(waits, end);
        code.JumpIfZero(stored.Entry, end);
        if (stored.Index != Instruction.None)
        {
            var known = site.Step(Access.XaLoad, array, stored.Index, code.Constant(IndexRules.Raw)).Register;
            code.JumpIfZero(code.Unary(Operator.Not, known), end);
        }

        var isShort = code.Compute(Op.Choose, made => made with { Number = 2, Text = "no memory at hand" });
        code.JumpIfZero(isShort, end);
        var type = new RaceType.Structure(site.Body.Unit.Symbols.LayoutOf(TypeTable.XArray));
        WaitPrimitives.Brought(site, "__xas_nomem", [new(array, new RaceType.Pointer(type))]);
        site.Body.At(site.Call.At);
        code.Put(end);
    }
}
