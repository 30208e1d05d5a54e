namespace VfioActors.Races.Compilation.Statements;

/// <summary>The primitives by their names, which are those of the kernel.</summary>
internal static class PrimitiveTable
{
    private static readonly string[] Orders = ["_relaxed", "_acquire", "_release"];
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
