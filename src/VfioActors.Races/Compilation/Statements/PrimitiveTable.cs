namespace VfioActors.Races.Compilation.Statements;

/// <summary>The primitives by their names, which are those of the kernel.</summary>
internal static class PrimitiveTable
{
    private static readonly SortedDictionary<string, Primitive> All = Collect();

    /// <summary>The names.</summary>
    internal static IEnumerable<string> Names => All.Keys;

    /// <summary>A primitive; null when there is none of the name.</summary>
    internal static Primitive? Find(string name) => All.GetValueOrDefault(name);

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
