namespace VfioActors.Races.Compilation.Statements;

/// <summary>The primitives by their names, which are those of the kernel.</summary>
internal static class PrimitiveTable
{
    private static readonly string[] Orders = ["_relaxed", "_acquire", "_release"];
    private static readonly SortedDictionary<string, int> Ignoring = new(StringComparer.Ordinal)
    {
        ["kzalloc"] = 2, ["kmalloc"] = 2, ["kzalloc_obj"] = 2, ["kvzalloc"] = 2, ["vzalloc"] = 1,
        ["msleep"] = 1, ["ssleep"] = 1, ["usleep_range"] = 2, ["schedule_timeout"] = 1,
        ["local_irq_save"] = 1, ["local_irq_restore"] = 1, ["rcu_dereference_protected"] = 1,
        ["rcu_dereference_check"] = 1, ["__fault_if"] = 1, ["xa_store"] = 1, ["xa_init"] = 1, ["xa_init_flags"] = 2,
        ["xa_destroy"] = 1, ["ida_alloc"] = 1, ["ida_alloc_min"] = 1, ["ida_alloc_max"] = 1, ["ida_alloc_range"] = 1,
        ["ida_init"] = 1, ["ida_destroy"] = 1,
    };

    private static readonly SortedDictionary<string, Primitive> All = Collect();

    /// <summary>The names.</summary>
    internal static IEnumerable<string> Names => All.Keys;

    /// <summary>
    /// A primitive; null when there is none of the name. What orders memory less than the plain form is the same.
    /// </summary>
    internal static Primitive? Find(string name)
    {
        if (All.GetValueOrDefault(name) is { } known) { return known; }
        var suffix = Orders.FirstOrDefault(order => name.EndsWith(order, StringComparison.Ordinal));
        return suffix is null ? null : All.GetValueOrDefault(name[..^suffix.Length]);
    }

    /// <summary>How many arguments of a primitive mean nothing here: flags, sizes, messages.</summary>
    internal static int PassedOver(string name) =>
        MarkPrimitives.TakeAnything.Contains(name) ? int.MaxValue
        : Ignoring.TryGetValue(name, out var many) ? many
        : name.EndsWith("_irqsave", StringComparison.Ordinal) || name.EndsWith("_irqrestore", StringComparison.Ordinal)
            ? 1 : 0;

    private static SortedDictionary<string, Primitive> Collect()
    {
        SortedDictionary<string, Primitive> all = new(StringComparer.Ordinal);
        IEnumerable<(string Name, Primitive Primitive)> every =
        [
            .. LockPrimitives.All, .. WordPrimitives.All, .. CountPrimitives.All, .. WaitPrimitives.All,
            .. MemoryPrimitives.All, .. IndexPrimitives.All, .. WorkPrimitives.All, .. RcuPrimitives.All,
            .. ListPrimitives.All, .. MarkPrimitives.All, .. ClaimPrimitives.All, .. InterruptPrimitives.All,
        ];
        foreach (var (name, primitive) in every) { all[name] = primitive; }
        return all;
    }
}
