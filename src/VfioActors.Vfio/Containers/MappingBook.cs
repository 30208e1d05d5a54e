using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How the mappings of a container are found, and what is pinned of them. Ranges include their last byte.
/// </summary>
/// <param name="rules">The rules of the kernel.</param>
internal sealed class MappingBook(KernelRules rules)
{
    /// <summary>Finds the first mapping that has a byte in a range.</summary>
    internal bool TryIn(ContainerState state, ulong first, ulong last, out ulong start, out Mapping mapping)
    {
        if (rules.FindsByTree) { return TryWalk(state, first, last, out start, out mapping); }
        var at = PlaceOf(state, first);
        if (at > 0 && LastOf(state.Mappings.Keys[at - 1], state.Mappings.Values[at - 1]) >= first) { at--; }
        return TryAt(state, at, out start, out mapping) && start <= last;
    }

    /// <summary>Finds the lowest mapping that has a byte in a range, from where an unmap goes on in order.</summary>
    internal bool TryLowest(ContainerState state, ulong first, ulong last, out ulong start, out Mapping mapping)
    {
        if (!rules.FindsByTree || rules.UnmapsInTreeOrder) { return TryIn(state, first, last, out start, out mapping); }
        ulong? lowest = null;
        _ = state.Tree.Walk(key =>
        {
            if (first >= EndOf(state, key)) { return 1; }
            lowest = key;
            return first >= key ? 0 : -1;
        });
        (start, mapping) = (lowest ?? 0, state.Mappings[lowest ?? 0]);
        return lowest < unchecked(last + 1) || (lowest is not null && first == 0 && last == ulong.MaxValue);
    }

    /// <summary>Finds the next mapping in order that starts in a range.</summary>
    internal static bool TryNext(ContainerState state, ulong first, ulong last, out ulong start, out Mapping mapping) =>
        TryAt(state, PlaceOf(state, first), out start, out mapping) && start <= last;

    /// <summary>Whether a range has some bytes of a mapping, and not all, at either end.</summary>
    internal bool Bisects(ContainerState state, ulong first, ulong last)
    {
        if (TryIn(state, first, first, out var start, out _) && start != first) { return true; }
        return TryIn(state, last, last, out start, out var mapping) && LastOf(start, in mapping) != last;
    }

    /// <summary>The last byte of a mapping.</summary>
    internal static ulong LastOf(ulong start, in Mapping mapping) => start + (mapping.Size.Value - 1);

    /// <summary>How many pages of a mapping start at an address of it or behind.</summary>
    internal static ulong PagesFrom(ulong iova, ulong start, in Mapping mapping) =>
        iova < start ? 1 : ((LastOf(start, in mapping) - iova) >> Paging.Shift) + 1;

    /// <summary>Whether a driver holds a page of the mapping.</summary>
    internal static bool IsPinned(ContainerState state, ulong start, in Mapping mapping)
    {
        var (page, last) = (Paging.PageOf(start), Paging.PageOf(LastOf(start, in mapping)));
        return (state.Pins.TryNext(page, out var run) && run.FirstPage <= last)
            || TryOdd(state, start, out _);
    }

    /// <summary>Finds a pin of the mapping under an address that is not aligned.</summary>
    internal static bool TryOdd(ContainerState state, ulong start, out OddKey key)
    {
        key = default;
        var at = state.OddPins.Keys.BinarySearch(new OddKey(start, 0));
        if (at < 0) { at = ~at; }
        if (at >= state.OddPins.Count || state.OddPins.Keys[at].Mapping != start) { return false; }
        key = state.OddPins.Keys[at];
        return true;
    }

    /// <summary>
    /// How many pages of a range of pages drivers hold: those that are counted, or the reserved ones too.
    /// </summary>
    internal static long PinnedIn(ContainerState state, ulong page, ulong pages, bool reservedToo)
    {
        var (pinned, end) = (0L, page + pages);
        while (page < end && state.Pins.TryNext(page, out var run) && run.FirstPage < end)
        {
            var first = Math.Max(page, run.FirstPage);
            var count = Math.Min(run.End, end) - first;
            if (reservedToo || !new Pfn((long)run.FirstPfn).IsReserved) { pinned += (long)count; }
            page = first + count;
        }

        return pinned;
    }

    /// <summary>How many pins of a mapping under addresses that are not aligned are counted.</summary>
    internal static long OddPinnedIn(ContainerState state, ulong start)
    {
        var pinned = 0L;
        for (var at = 0; at < state.OddPins.Count; at++)
        {
            var inside = state.OddPins.Keys[at].Mapping == start;
            if (inside && !new Pfn(state.OddPins.Values[at].Pfn).IsReserved) { pinned++; }
        }

        return pinned;
    }

    /// <summary>Adds to what is charged for a mapping.</summary>
    internal static void Charge(ContainerState state, ulong start, long pages)
    {
        Ensure.That(state.Mappings.TryGet(start, out var mapping), "what is charged is charged for a mapping");
        state.Mappings[start] = mapping with { Charged = mapping.Charged + pages };
    }

    /// <summary>
    /// Adds a mapping. A second one at the same address is possible where the first one is never found: one record
    /// stands for both, since nobody will ever ask for either.
    /// </summary>
    internal void Add(ContainerState state, ulong start, in Mapping mapping)
    {
        if (rules.FindsByTree && !state.Mappings.Contains(start)) { state.Tree.Insert(start); }
        state.Mappings[start] = mapping;
    }

    /// <summary>The end of a mapping as Linux computes it: 0 when it is the end of all addresses.</summary>
    private static ulong EndOf(ContainerState state, ulong start) =>
        unchecked(start + state.Mappings[start].Size.Value);

    private static bool TryWalk(ContainerState state, ulong first, ulong last, out ulong start, out Mapping mapping)
    {
        var end = unchecked(last + 1);
        var found = state.Tree.Walk(key => end <= key ? -1 : first >= EndOf(state, key) ? 1 : 0);
        (start, mapping) = (found ?? 0, state.Mappings[found ?? 0]);
        return found is not null;
    }

    private static int PlaceOf(ContainerState state, ulong first)
    {
        var at = state.Mappings.Keys.BinarySearch(first);
        return at < 0 ? ~at : at;
    }

    private static bool TryAt(ContainerState state, int at, out ulong start, out Mapping mapping)
    {
        var found = at < state.Mappings.Count;
        (start, mapping) = found ? (state.Mappings.Keys[at], state.Mappings.Values[at]) : (0, default);
        return found;
    }
}
