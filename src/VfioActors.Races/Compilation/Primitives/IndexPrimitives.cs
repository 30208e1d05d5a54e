using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Xarrays and ids. include/linux/xarray.h and idr.h, Linux 6.6.</summary>
/// <remarks>
/// Memory is refused where it may be: to a number or an index that is new without looking whether one is free, to what
/// is stored only where nothing is.
/// </remarks>
internal static class IndexPrimitives
{
    /// <summary>-ENOMEM.</summary>
    internal const long NoMemory = -12;

    /// <summary>XA_ERROR(-ENOMEM): what xa_store gives back then. lib/xarray.c.</summary>
    private const long NoMemoryEntry = (NoMemory << 2) | 2;

    /// <summary>The last number that an ida gives here.</summary>
    private const long LastNumber = 61;

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("xa_load", site => Indexed(site, XarrayLocks.Array(site), Access.XaLoad)),
        .. XarrayLocks.Forms("xa_erase", Erase), .. XarrayLocks.Forms("xa_store", Store),
        .. XarrayLocks.Forms("xa_insert", Insert), .. XarrayLocks.Forms("xa_alloc", Allocate),
        .. XarrayLocks.Forms("xa_cmpxchg", CompareExchange),
        .. XarrayLocks.Forms("xa_reserve", Reserve).Where(one => one.Item1 != "__xa_reserve"),
        ("xa_release", Release),
        ("xa_empty", site => new(site.Code.Unary(Operator.Not, site.Answer(Access.XaLoad, XarrayLocks.Array(site),
            site.Code.Constant(0), site.Code.Constant(IndexRules.Any)).Register), RaceType.Int)),
        ("xa_init", Initialize), ("xa_init_flags", Initialize), ("xa_destroy", Destroy),
        ("ida_alloc", Take),
        ("ida_alloc_min", site => TakeFrom(site, 1, -1)), ("ida_alloc_max", site => TakeFrom(site, -1, 1)),
        ("ida_alloc_range", site => TakeFrom(site, 1, 2)),
        ("ida_free", site => site.Step(Access.IdaFree, site.Pointer(0, SyncKind.Ida), site.Register(1))),
        ("ida_exists", site => site.Answer(Access.IdaHas, site.Pointer(0, SyncKind.Ida), site.Register(1))),
        .. Empties(SyncKind.Ida, 1, "ida_init", "ida_destroy"),
        ("idr_alloc", AllocateOfIdr), ("idr_alloc_cyclic", AllocateOfIdr),
        ("__xarray_alloc", site => site.Answer(
            Access.XaAlloc, site.Pointer(0, SyncKind.XArray), site.Register(1), site.Register(2))),
        ("__xarray_load", site => Indexed(site, site.Pointer(0, SyncKind.XArray), Access.XaLoad)),
        ("__xarray_erase", site => Indexed(site, site.Pointer(0, SyncKind.XArray), Access.XaErase)),
        ("__xarray_store", site => site.Answer(
            Access.XaStore, site.Pointer(0, SyncKind.XArray), site.Register(1), site.Register(2))),
        ("__xarray_is_empty", site => new(site.Code.Unary(Operator.Not, site.Answer(
            Access.XaLoad, site.Pointer(0, SyncKind.XArray), site.Code.Constant(0),
            site.Code.Constant(IndexRules.Any)).Register), RaceType.Int)),
        ("__xarray_empty", site => Empty(site, site.Pointer(0, SyncKind.XArray))),
    ];

    private static Operand Indexed(CallSite site, int array, Access access) =>
        site.Step(access, array, site.Register(1)) with { Type = RaceType.AnyPointer };

    private static Operand Empty(CallSite site, int array) =>
        site.Step(Access.Empty, array, site.Code.Constant(RaceType.XArrayLength));

    private static Operand Erase(CallSite site)
    {
        var array = XarrayLocks.Array(site);
        var index = site.Register(1);
        return XarrayLocks.Under(site, array, null, () => site.Step(Access.XaErase, array, index))
            with
        { Type = RaceType.AnyPointer };
    }

    private static Operand Destroy(CallSite site)
    {
        var array = XarrayLocks.Array(site);
        return XarrayLocks.Under(site, array, null, () => Empty(site, array));
    }

    /// <summary>To initialize what is in use forgets all at once.</summary>
    private static Operand Initialize(CallSite site)
    {
        var (code, array) = (site.Code, XarrayLocks.Array(site));
        XarrayLocks.Initialize(site, array);
        var flags = site.Count > 1
            ? code.Binary(Operator.Or, site.Register(1), code.Constant(IndexRules.HasFlags))
            : code.Constant(IndexRules.HasFlags);
        return site.Step(Access.Empty, array, code.Constant(RaceType.XArrayLength), flags);
    }

    private static Operand Store(CallSite site) =>
        Put(site, Access.XaStore, NoMemoryEntry) with { Type = RaceType.AnyPointer };

    private static Operand Insert(CallSite site) => Put(site, Access.XaInsert, NoMemory);

    /// <summary>Puts an entry at an index. Where one is already, and for NULL, no memory is needed.</summary>
    private static Operand Put(CallSite site, Access access, long error)
    {
        var array = XarrayLocks.Array(site);
        var (index, entry) = (site.Register(1), site.Register(2));
        NoteSleep(site, 3);
        return XarrayLocks.Under(
            site, array, (entry, index, 3), () => PutIn(site, access, error, [array, index, entry]));
    }

    private static Operand PutIn(CallSite site, Access access, long error, IReadOnlyList<int> what)
    {
        var (array, index, entry) = (what[0], what[1], what[2]);
        if (MemoryPrimitives.Refusal(site) is not { } refused) { return site.Answer(access, array, index, entry); }
        var code = site.Code;
        var (result, made, end) = (code.NewRegister(), code.NewLabel(), code.NewLabel());
        code.JumpIfZero(refused, made);
        code.JumpIfZero(entry, made);
        var known = site.Step(Access.XaLoad, array, index, code.Constant(IndexRules.Raw)).Register;
        code.JumpIfZero(code.Unary(Operator.Not, known), made);
        code.Set(result, error);
        code.Jump(end);
        code.Put(made);
        code.Move(result, site.Step(access, array, index, entry).Register);
        code.Put(end);
        return new(result, RaceType.Int);
    }

    /// <summary>xa_cmpxchg(&amp;xa, index, old, entry, gfp): what was there, or that memory was refused.</summary>
    private static Operand CompareExchange(CallSite site)
    {
        if (!site.Takes(5, 5)) { return site.Nothing(); }
        MarkedIndices.Refuse(site);
        var (array, index) = (XarrayLocks.Array(site), site.Register(1));
        var (old, entry) = (site.Register(2), site.Register(3));
        NoteSleep(site, 4);
        return XarrayLocks.Under(site, array, (entry, index, 4), () =>
            Exchange(site, (array, index), (old, entry), NoMemoryEntry)) with
        { Type = RaceType.AnyPointer };
    }

    /// <summary>xa_reserve(&amp;xa, index, gfp): 0, or -ENOMEM.</summary>
    private static Operand Reserve(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing() with { Type = RaceType.Int }; }
        var (array, index) = (XarrayLocks.Array(site), site.Register(1));
        var entry = site.Code.Constant(IndexRules.Reserved);
        NoteSleep(site, 2);
        var found = XarrayLocks.Under(site, array, (entry, index, 2), () =>
            Exchange(site, (array, index), (site.Code.Constant(0), entry), NoMemory)).Register;
        var isError = site.Code.Binary(Operator.Equal, found, site.Code.Constant(NoMemory));
        return new(site.Code.Binary(Operator.Multiply, isError, site.Code.Constant(NoMemory)), RaceType.Int);
    }

    /// <summary>xa_release(&amp;xa, index): the index is free again, unless an entry was stored there.</summary>
    private static Operand Release(CallSite site)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        MarkedIndices.Refuse(site);
        var (array, index) = (XarrayLocks.Array(site), site.Register(1));
        XarrayLocks.Under(site, array, null, () => Exchange(
            site, (array, index), (site.Code.Constant(IndexRules.Reserved), site.Code.Constant(0)), 0));
        return site.Nothing();
    }

    /// <summary>Puts an entry at an index if another one is there; no memory is needed where an entry is.</summary>
    private static Operand Exchange(
        CallSite site, (int Array, int Index) at, (int Old, int Entry) entries, long error)
    {
        var code = site.Code;
        var (result, end, made) = (code.NewRegister(), code.NewLabel(), code.NewLabel());
        if (error != 0 && MemoryPrimitives.Refusal(site) is { } refused)
        {
            code.JumpIfZero(refused, made);
            code.JumpIfZero(entries.Entry, made);
            code.JumpIfZero(code.Unary(Operator.Not, entries.Old), made);
            var known = site.Step(Access.XaLoad, at.Array, at.Index, code.Constant(IndexRules.Raw)).Register;
            code.JumpIfZero(code.Unary(Operator.Not, known), made);
            code.Set(result, error);
            code.Jump(end);
            code.Put(made);
        }

        var isBeyond = code.Binary(
            Operator.Or, code.Binary(Operator.Less, at.Index, code.Constant(0)),
            code.Binary(Operator.Less, code.Constant(RaceType.XArrayLength - 1), at.Index));
        var within = code.NewLabel();
        code.JumpIfZero(isBeyond, within);
        code.Add(Op.Cut, cut => cut with { Text = "used an index of an xarray beyond the last one that there is" });
        code.Put(within);
        var place = code.Compute(Op.Element, one => one with
        {
            A = at.Array,
            B = at.Index,
            Number = 1,
            Limit = RaceType.XArrayLength,
        });
        var found = site.Step(Access.CompareExchange, place, entries.Old, entries.Entry).Register;
        code.Move(result, found);
        code.JumpIfZero(code.Binary(Operator.Equal, found, code.Constant(IndexRules.Reserved)), end);
        code.Set(result, 0);
        code.Put(end);
        return new(result, RaceType.Int);
    }

    /// <summary>What needs memory: a number, or an error where that is refused.</summary>
    private static Operand Given(CallSite site, Func<Operand> take)
    {
        if (MemoryPrimitives.Refusal(site) is not { } refused) { return take(); }
        var (result, end) = (site.Code.NewRegister(), site.Code.NewLabel());
        site.Code.Set(result, NoMemory);
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, refused), end);
        site.Code.Move(result, take().Register);
        site.Code.Put(end);
        return new(result, RaceType.Int);
    }

    /// <summary>
    /// What gets memory with a mark such as GFP_KERNEL may sleep until there is some; under a lock that is not its own
    /// it gives that up first.
    /// </summary>
    /// <param name="at">Which argument the mark is.</param>
    private static void NoteSleep(CallSite site, int at)
    {
        if (!site.Name.StartsWith("__", StringComparison.Ordinal) && at < site.Count)
        {
            MemoryWaits.NoteSleep(site, at);
        }
    }

    /// <summary>
    /// xa_alloc(&amp;xa, &amp;id, entry, limit, gfp): the index, if one is free, goes where the second argument points
    /// to.
    /// </summary>
    private static Operand Allocate(CallSite site)
    {
        if (!site.Takes(3, 5)) { return site.Nothing(); }
        var array = XarrayLocks.Array(site);
        var id = site.Value(1);
        var entry = site.Register(2);
        NoteSleep(site, 4);
        var limits = site.Code.Constant(LimitsOf(site));
        if (id.Type is not RaceType.Pointer { To: RaceType.Number number })
        {
            site.Wrong(site.Call.Arguments[1].At, $"expected a pointer to a number, this is {id.Type}");
            return site.Nothing();
        }

        return XarrayLocks.Under(site, array, (entry, Instruction.None, 4), () =>
        {
            var index = Given(site, () => site.Answer(Access.XaAlloc, array, limits, entry)).Register;
            var (result, end) = (site.Code.NewRegister(), site.Code.NewLabel());
            site.Code.Move(result, index);
            site.Code.JumpIfZero(site.Code.Unary(Operator.Not, site.Code.Unary(Operator.IsError, index)), end);
            new MemoryCompiler(site.Body).Store(new(id.Register, true, number), new(index, number), site.Call.At);
            site.Code.Move(result, site.Code.Constant(0));
            site.Code.Put(end);
            return new(result, RaceType.Int);
        });
    }

    /// <summary>idr_alloc(&amp;idr, entry, start, end, gfp): an end of 0 is none.</summary>
    private static Operand AllocateOfIdr(CallSite site)
    {
        if (!site.Takes(5, 5)) { return site.Nothing(); }
        var (idr, entry) = (site.Value(0), site.Value(1));
        MemoryWaits.NoteSleep(site, 4);
        var constants = site.Body.Unit.Constants;
        if (constants.Of(site.Call.Arguments[2]) is not (>= 0 and var low and < RaceType.XArrayLength)
            || constants.Of(site.Call.Arguments[3]) is not { } end || (end > 0 && end <= low))
        {
            site.Wrong(site.Call.Arguments[2].At,
                $"expected known numbers, the first below {RaceType.XArrayLength}, and the end behind it or 0");
            return site.Nothing();
        }

        if (site.Name == "idr_alloc_cyclic")
        {
            Operand from = new(site.Code.Constant(low), RaceType.Int);
            var behind = end <= 0 ? 0 : IndexRules.Limits(0, Math.Min(end - 1, RaceType.XArrayLength));
            Operand until = new(site.Code.Constant(behind), new RaceType.Number(-64));
            return Given(site, () => WaitPrimitives.Brought(site, "__idr_alloc_cyclic", [idr, entry, from, until]));
        }

        long? last = end <= 0 ? null : Math.Min(end - 1, RaceType.XArrayLength);
        Operand limits = new(site.Code.Constant(IndexRules.Limits(low, last)), RaceType.Int);
        return Given(site, () => WaitPrimitives.Brought(site, "__idr_alloc", [idr, entry, limits]));
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

    private static Operand Take(CallSite site)
    {
        var ida = site.Pointer(0, SyncKind.Ida);
        NoteSleep(site, 1);
        return Given(site, () => site.Answer(
            Access.IdaAlloc, ida, site.Code.Constant(0), site.Code.Constant(LastNumber)));
    }

    /// <param name="low">Which argument the lowest is; -1 for none.</param>
    /// <param name="high">Which argument the highest is; -1 for none.</param>
    private static Operand TakeFrom(CallSite site, int low, int high)
    {
        var ida = site.Pointer(0, SyncKind.Ida);
        var from = low < 0 ? site.Code.Constant(0) : site.Register(low);
        var to = high < 0 ? site.Code.Constant(LastNumber) : site.Register(high);
        NoteSleep(site, Math.Max(low, high) + 1);
        return Given(site, () => site.Answer(Access.IdaAlloc, ida, from, to));
    }
}
