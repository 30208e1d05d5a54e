using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Allocations and what is freed. include/linux/slab.h, Linux 6.6.</summary>
internal static class MemoryPrimitives
{
    private const int RowMax = 64;

    /// <summary>What allocates several: the first argument says how many.</summary>
    private static readonly string[] Rows = ["kcalloc", "kvcalloc", "kmalloc_array", "kvmalloc_array"];

    private static readonly string[] Allocators =
    [
        "kzalloc", "kmalloc", "kzalloc_obj", "kvzalloc", "kvmalloc", "vzalloc", "vmalloc", "kzalloc_node",
        "kmalloc_node", "kmem_cache_alloc", "kmem_cache_zalloc", .. Rows,
    ];

    /// <summary>What frees memory at once.</summary>
    internal static readonly string[] Liberators = ["kfree", "kvfree", "vfree", "kmem_cache_free"];

    /// <summary>What ends a kmem_cache, in which nothing is to be left.</summary>
    internal const string CacheDestroyer = "kmem_cache_destroy";

    /// <summary>What makes one; what it is told of its objects means nothing here.</summary>
    internal static readonly string[] CacheMakers =
        ["kmem_cache_create", "kmem_cache_create_usercopy", "KMEM_CACHE"];

    private const string Cache = "kmem_cache";

    /// <summary>What gives back a file, and with its last reference frees it.</summary>
    internal const string Closer = "fput";

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        .. Allocators.Select(name => (name, (Primitive)Allocate)),
        .. Liberators.Select(name => (name, (Primitive)Free)),
        .. CacheMakers.Select(name => (name, (Primitive)MakeCache)), ("fget", Get), ("get_file", Get), (Closer, Put),
    ];

    /// <summary>
    /// Each place of allocation has objects of its own, as many as it can be come to: their memory is never used again.
    /// </summary>
    private static Operand Allocate(CallSite site)
    {
        if (site.Wanted is not RaceType.Pointer { To: var type } pointer || type is RaceType.Nothing)
        {
            site.Wrong(site.Call.At, "it must be known what is allocated", "assign it to a pointer of a structure");
            return new(site.Code.Constant(0), RaceType.Wrong);
        }

        if (type is RaceType.Structure { Layout.IsComplete: false })
        {
            site.Wrong(site.Call.At, $"{type} has no fields here");
            return site.Nothing();
        }

        if (site.Call.Arguments is [Expression.Binary size, ..]
            && SyntaxWalk.Expressions(size).Any(part => part is Expression.Size))
        {
            site.Wrong(size.At, $"'{site.Name}' gives one object here, and no other size", "write sizeof(*p)");
        }

        if (Rows.Contains(site.Name) && !IsRow(site, ref type)) { return new(site.Code.Constant(0), RaceType.Wrong); }
        MemoryWaits.NoteSleep(site, FlagsAt(site.Does));
        var cache = CacheOf(site);
        var made = Made(site, type);
        Count(site, cache, made, 1);
        return new(made, pointer);
    }

    private static Operand MakeCache(CallSite site)
    {
        site.MaySleep();
        RaceType type = new RaceType.Structure(site.Body.Unit.Symbols.LayoutOf(Cache));
        return new(Made(site, type), new RaceType.Pointer(type));
    }

    /// <summary>The register of the kmem_cache of an object; null where nobody counts its objects.</summary>
    private static int? CacheOf(CallSite site)
    {
        if (!site.Body.Unit.KeepsCaches || !site.Name.StartsWith("kmem_cache_", StringComparison.Ordinal))
        {
            return null;
        }

        var cache = site.Value(0);
        if (cache.Type is not RaceType.Pointer { To: RaceType.Structure { Layout.Name: Cache } })
        {
            site.Wrong(site.Call.Arguments[0].At,
                $"'{site.Name}' takes a pointer to struct kmem_cache, this is {cache.Type}");
        }

        var kept = site.Code.NewRegister();
        site.Code.Move(kept, cache.Register);
        return kept;
    }

    /// <summary>A kmem_cache has given out an object, or got it back.</summary>
    private static void Count(CallSite site, int? cache, int pointer, int by)
    {
        if (cache is not { } register) { return; }
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(pointer, end);
        site.Step(Access.Add, register, site.Code.Constant(by));
        site.Code.Put(end);
    }

    /// <summary>kcalloc(n, sizeof(*p), gfp): a row of what the pointer points to.</summary>
    private static bool IsRow(CallSite site, ref RaceType type)
    {
        if (!site.Takes(3, 3)) { return false; }
        if (site.Body.Unit.Constants.Of(site.Call.Arguments[0]) is var count and > 0 and <= RowMax)
        {
            type = count == 1 ? type : new RaceType.Array(type, (int)count);
            return true;
        }

        site.Wrong(site.Call.Arguments[0].At, $"expected a number from 1 to {RowMax} that is known beforehand");
        return false;
    }

    /// <summary>The register of a new object; NULL in it where the allocation fails.</summary>
    internal static int Made(CallSite site, RaceType type)
    {
        var result = site.Code.NewRegister();
        site.Code.Set(result, 0);
        var end = site.Code.NewLabel();
        if (Refusal(site) is { } refused)
        {
            site.Code.JumpIfZero(site.Code.Unary(Operator.Not, refused), end);
        }

        site.Code.Move(result, Fresh(site, type));
        site.Code.Put(end);
        return result;
    }

    /// <summary>The register that says whether memory is refused here; null where it never is.</summary>
    internal static int? Refusal(CallSite site) => Refusal(site, site.Name);

    /// <summary>The same of what has another name in the file.</summary>
    internal static int? Refusal(CallSite site, string name)
    {
        if (!site.Body.Unit.Options.Faults || site.Body.Kind == ThreadKind.Init || GfpFlags.NeverFails(site.Call))
        {
            return null;
        }

        return site.Code.Compute(Op.Choose, made => made with
        {
            Number = 2,
            Text = name,
            Refused = name,
        });
    }

    /// <summary>
    /// To free NULL does nothing. vfree, mm/vmalloc.c, may sleep even then, but for where softirqs are off or in an
    /// interrupt: there it is put off. kvfree may be one.
    /// </summary>
    private static Operand Free(CallSite site)
    {
        var cache = CacheOf(site);
        var pointer = site.Register(site.Does == "kmem_cache_free" ? 1 : 0);
        Count(site, cache, pointer, -1);
        var end = site.Code.NewLabel();
        if (site.Does == "vfree") { site.MaySleep(isPutOff: true); }
        site.Code.JumpIfZero(pointer, end);
        if (site.Does == "kvfree") { site.MaySleep(isPutOff: true); }
        var how = cache is null ? Instruction.None : site.Code.Constant((long)Ending.ToCache);
        site.Step(Access.Free, pointer, how);
        site.Code.Put(end);
        return site.Nothing();
    }

    private static int Fresh(CallSite site, RaceType type)
    {
        var unit = site.Body.Unit;
        var many = site.Body.Rounds > 0 ? Unit.AllocationsMax : 1;
        var counter = site.Code.NewCounter();
        var name = type switch
        {
            RaceType.Structure whole => whole.Layout.Name,
            RaceType.Sync { Kind: SyncKind.WorkQueue } => "workqueue",
            _ => "memory",
        };
        var first = unit.Symbols.Objects.Count;
        var isUnwritten = UnwrittenMemory.IsGivenBy(unit.Constants, site.Call);
        for (var place = 0; place < many; place++)
        {
            var number = 1 + unit.Symbols.Objects.Count(known =>
                known.Kind == ObjectKind.Heap && known.Name.StartsWith($"{name}#", StringComparison.Ordinal));
            unit.AddObject(new($"{name}#{number}", type, ObjectKind.Heap, site.Code.Line)
            {
                Allocated = (site.Body.Thread, counter, place),
                IsCounted = unit.KeepsCaches && site.Name is "kmem_cache_alloc" or "kmem_cache_zalloc",
                Initial = UnwrittenMemory.Of(isUnwritten ? unit.Syntax.Items : null, type, unit.Initialized),
            });
        }

        return site.Code.Compute(Op.Allocate, made => made with { Number = first, Limit = many, A = counter });
    }

    /// <summary>Which argument of an allocation says whether it may sleep.</summary>
    private static int FlagsAt(string name) => name switch
    {
        "vzalloc" or "vmalloc" => -1,
        _ when Rows.Contains(name) => 2,
        _ => 1,
    };

    /// <summary>A reference to an open file, unless it is the last one that is being given back.</summary>
    private static Operand Get(CallSite site)
    {
        var file = site.Value(0);
        if (Count(site, file) is not { } address) { return site.Nothing(); }
        if (site.Name == "get_file")
        {
            site.Step(Access.RefInc, address);
            return file;
        }

        var got = site.Answer(Access.RefIncNotZero, address).Register;
        var (result, end) = (site.Code.NewRegister(), site.Code.NewLabel());
        site.Code.Set(result, 0);
        site.Code.JumpIfZero(got, end);
        site.Code.Move(result, file.Register);
        site.Code.Put(end);
        return new(result, file.Type);
    }

    /// <summary>
    /// The last reference is given back: the release comes later, in a context of its own, and with it the file goes.
    /// __fput, fs/file_table.c, Linux 6.12.
    /// </summary>
    private static Operand Put(CallSite site)
    {
        var file = site.Value(0);
        if (Count(site, file) is not { } address) { return site.Nothing(); }
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(site.Answer(Access.RefDecTest, address).Register, end);
        var name = ((RaceType.Structure)((RaceType.Pointer)file.Type).To).Layout.Name;
        var release = site.Body.Unit.Symbols.Functions.GetValueOrDefault($"{name}_release");
        DeferredCalls.Spawn(site, release, file);
        site.Code.Put(end);
        return site.Nothing();
    }

    private static int? Count(CallSite site, Operand file)
    {
        if (file.Type is RaceType.Pointer { To: RaceType.Structure { Layout: var layout } }
            && layout.TryFind("f_count", out var field))
        {
            return site.Code.Compute(Op.Offset, made => made with { A = file.Register, Number = field.Offset });
        }

        site.Wrong(site.Call.At, $"'{site.Name}' takes a pointer to a structure with a field f_count",
            "refcount_t f_count; and a function NAME_release(struct NAME *) that the last fput calls later");
        return null;
    }
}
