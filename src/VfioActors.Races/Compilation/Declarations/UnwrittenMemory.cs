using VfioActors.Races.Machines;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>
/// What stands in memory that is given out as it is: POISON_INUSE in each byte, as slub_debug=P fills it. mm/slub.c and
/// include/linux/poison.h, Linux 6.12. What the kernel's own structures have in them is left alone.
/// </summary>
internal static class UnwrittenMemory
{
    private const long Poison = 0x5a5a5a5a5a5a5a5a;

    private static readonly string[] Allocators =
    [
        "kmalloc", "kmalloc_node", "kmalloc_array", "kvmalloc", "kvmalloc_array", "vmalloc", "kmem_cache_alloc",
    ];

    /// <summary>Whether an allocation gives memory as it is.</summary>
    internal static bool IsGivenBy(ConstantEvaluator constants, Expression.Call call) =>
        Allocators.Contains(call.Function.Value) && !GfpFlags.IsZeroed(constants, call);

    /// <summary>
    /// A variable of a function that starts with nothing has in it what was left on the stack. What its plan has
    /// already, as an empty list, is left alone.
    /// </summary>
    /// <param name="items">What the file has.</param>
    internal static void Add(IEnumerable<Item> items, ObjectPlan plan)
    {
        var words = Of(items, plan.Type);
        for (var at = 0; at < words.Length; at++)
        {
            if (plan.Initial[at] == 0) { plan.Initial[at] = words[at]; }
        }
    }

    /// <summary>What the words of what is allocated begin with.</summary>
    /// <param name="items">What the file has, where it is given out as it is; null where zeros are.</param>
    /// <param name="initialized">What has to be initialized.</param>
    internal static long[] Of(IEnumerable<Item>? items, RaceType type, SortedSet<SyncKind> initialized)
    {
        var words = items is not null ? Of(items, type) : new long[Math.Max(1, type.Words)];
        if (initialized.Count > 0) { Withhold(initialized, words, type); }
        return words;
    }

    /// <summary>What waits to be initialized.</summary>
    private static void Withhold(SortedSet<SyncKind> kinds, Span<long> words, RaceType type)
    {
        switch (type)
        {
            case RaceType.Sync { Kind: var kind } when kinds.Contains(kind):
                words[0] = Turn.NeverInitialized;
                break;
            case RaceType.Array row:
                for (var at = 0; at < row.Length; at++) { Withhold(kinds, words[(at * row.Of.Words)..], row.Of); }
                break;
            case RaceType.Structure { Layout: var layout }:
                foreach (var name in layout.Names)
                {
                    if (layout.TryFind(name, out var field)) { Withhold(kinds, words[field.Offset..], field.Type); }
                }

                break;
        }
    }

    /// <summary>What the words of an object begin with.</summary>
    /// <param name="items">What the file has.</param>
    internal static long[] Of(IEnumerable<Item> items, RaceType type)
    {
        SortedSet<string> own = new(
            items.OfType<Item.Structure>().Select(item => item.Name), StringComparer.Ordinal);
        var words = new long[Math.Max(1, type.Words)];
        Fill(own, words, type);
        return words;
    }

    private static void Fill(SortedSet<string> own, Span<long> words, RaceType type)
    {
        switch (type)
        {
            case RaceType.Number { Bits: var bits }:
                words[0] = bits == 1 ? 1 : Poison >>> (64 - Math.Abs(bits));
                break;
            case RaceType.BitField { Of: var unit }: Fill(own, words, unit); break;
            case RaceType.Pointer: words[0] = Poison; break;
            case RaceType.Array row:
                for (var at = 0; at < row.Length; at++) { Fill(own, words[(at * row.Of.Words)..], row.Of); }
                break;
            case RaceType.Structure { Layout: var layout } when own.Contains(layout.Name):
                foreach (var name in layout.Names)
                {
                    if (layout.TryFind(name, out var field)) { Fill(own, words[field.Offset..], field.Type); }
                }

                break;
        }
    }
}
