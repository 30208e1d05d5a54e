using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Counts;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Faults;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>The primitives by their names, which are those of the kernel.</summary>
internal sealed class PrimitiveTable : IPrimitives
{
    private static readonly string[] Orders = ["_relaxed", "_acquire", "_release"];
    private static readonly string[] Wide = ["atomic_long_", "atomic64_"];
    private static readonly SortedDictionary<string, Primitive> All = Collect();

    /// <inheritdoc/>
    public IEnumerable<string> Names => All.Keys;

    /// <summary>Whether a name is one of counts of 64 bits.</summary>
    internal static bool IsWide(string name) =>
        Array.Exists(Wide, wide => name.StartsWith(wide, StringComparison.Ordinal));

    /// <inheritdoc/>
    public bool WritesExpected(string name) => TriedExchange.Names.Contains(Plain(name));

    /// <inheritdoc/>
    public Operand? Write(Body body, Expression.Call call, RaceType? wanted)
    {
        var name = call.Function.Value;
        if (Find(name) is not { } primitive) { return null; }
        body.At(call.At);
        CallSite site = new(body, call, wanted);
        var value = primitive(site);
        site.TakesNoMoreThan(PassedOver(name));
        return value;
    }

    /// <summary>
    /// A primitive; null when there is none of the name. What orders memory less than the plain form is the same, and
    /// so is what counts with 64 bits, but for the numbers that it takes and answers.
    /// </summary>
    private static Primitive? Find(string name) => All.GetValueOrDefault(Plain(name));

    private static string Plain(string name)
    {
        if (Wide.FirstOrDefault(wide => name.StartsWith(wide, StringComparison.Ordinal)) is { } prefix)
        {
            name = $"atomic_{name[prefix.Length..]}";
        }

        var suffix = Orders.FirstOrDefault(order => name.EndsWith(order, StringComparison.Ordinal));
        return suffix is null || All.ContainsKey(name) ? name : name[..^suffix.Length];
    }

    /// <summary>How many arguments of a primitive mean nothing here: flags, sizes, messages.</summary>
    private static int PassedOver(string name) => name switch
    {
        _ when PrimitiveAliases.All.TryGetValue(name, out var alias) => alias.Beside + PassedOver(alias.Of),
        _ when MarkPrimitives.TakeAnything.Contains(name) || QueuePrimitives.Named.Contains(name)
            || DevicePrimitives.Named.Contains(name) || MemoryPrimitives.CacheMakers.Contains(name)
            || name is "kthread_run" or "kthread_create" or "kobject_uevent" => int.MaxValue,
        "kcalloc" or "kvcalloc" or "kmalloc_array" or "kvmalloc_array" or "kzalloc_node" or "kmalloc_node" => 3,
        "kzalloc" or "kmalloc" or "kzalloc_obj" or "kvzalloc" or "kvmalloc" or "usleep_range"
            or "kmem_cache_alloc" or "kmem_cache_zalloc" or "xa_init_flags"
            or "srcu_dereference_check" => 2,
        _ when name.StartsWith("schedule_timeout", StringComparison.Ordinal) => 1,
        "vzalloc" or "vmalloc" or "msleep" or "msleep_interruptible" or "ssleep" or "fsleep"
            or "rcu_dereference_protected" or "rcu_dereference_check" or "srcu_dereference"
            or "xa_store" or "xa_store_bh" or "xa_store_irq" or "__xa_store"
            or "xa_insert" or "xa_insert_bh" or "xa_insert_irq" or "__xa_insert" or "xa_init" or "xa_destroy"
            or "ida_alloc" or "ida_alloc_min" or "ida_alloc_max" or "ida_alloc_range" or "ida_init" or "ida_destroy"
            or "__fault_if" or "queue_work" or "signal_pending"
            or "fatal_signal_pending" => 1,
        "__queue_delayed" or "__modify_delayed" => 2,
        _ => 0,
    };

    private static SortedDictionary<string, Primitive> Collect()
    {
        SortedDictionary<string, Primitive> all = new(StringComparer.Ordinal);
        IEnumerable<(string Name, Primitive Primitive)> every =
        [
            .. LockPrimitives.All, .. WordPrimitives.All, .. CountPrimitives.All, .. AtomicPrimitives.All,
            .. WaitPrimitives.All, .. BitWaitPrimitives.All, .. TaskletPrimitives.All,
            .. MemoryPrimitives.All, .. CopyPrimitives.All, .. IndexPrimitives.All, .. XarrayLocks.All,
            .. MarkedIndices.All,
            .. WorkPrimitives.All, .. TimerPrimitives.All, .. QueuePrimitives.All, .. RcuPrimitives.All,
            .. PercpuPrimitives.All, .. IrqPrimitives.All, .. DevicePrimitives.All, .. BroughtFaults.All,
            .. KthreadPrimitives.All, .. SrcuCalls.All,
            .. ListPrimitives.All, .. SequencePrimitives.All,
            .. MarkPrimitives.All, .. ClaimPrimitives.All, .. InterruptPrimitives.All,
        ];
        foreach (var (name, primitive) in every) { all[name] = primitive; }
        foreach (var (name, (other, _)) in PrimitiveAliases.All) { all[name] = all[other]; }
        return all;
    }
}
