using VfioActors.Behaviors;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How the mappings of a container are found, and what is pinned of them. Ranges include their last byte.
/// </summary>
/// <param name="rules">The rules of the kernel.</param>
internal sealed class MappingBook(KernelRules rules)
{
    /// <summary>
    /// Finds the first mapping that has a byte of a range; by the tree the one nearest to its root, and none where the
    /// range ends with the addresses.
    /// </summary>
    /// <param name="start">The first byte.</param>
    /// <param name="size">How many; one page from an unaligned address may go over the end of all addresses.</param>
    internal bool TryFind(ContainerState state, ulong start, ulong size, out MappingKey key, out Mapping mapping)
    {
        if (rules.FindsByTree) { return TryWalk(state, start, size, out key, out mapping); }
        var last = size - 1 > ulong.MaxValue - start ? ulong.MaxValue : start + (size - 1);
        return TryFirst(state, start, last, out key, out mapping);
    }

    /// <summary>Finds the mapping with which an unmap of a range begins.</summary>
    /// <remarks>Source: vfio_find_dma_first_node, Linux 6.1; vfio_find_dma before 5.12.</remarks>
    internal bool TryLowest(ContainerState state, ulong first, ulong last, out MappingKey key, out Mapping mapping)
    {
        if (!rules.FindsByTree) { return TryFirst(state, first, last, out key, out mapping); }
        if (rules.UnmapsInTreeOrder)
        {
            return TryWalk(state, first, unchecked(last - first + 1), out key, out mapping);
        }

        MappingKey? lowest = null;
        _ = state.Tree.Walk(each =>
        {
            if (first >= EndOf(state, each)) { return 1; }
            lowest = each;
            return first >= each.Start ? 0 : -1;
        });
        (key, mapping) = (lowest ?? default, state.Mappings[lowest ?? default]);
        return lowest is not null && StartsIn(key, first, last);
    }

    /// <summary>Finds the mapping behind one in order, if it starts in a range.</summary>
    internal bool TryNext(ContainerState state, MappingKey after, (ulong First, ulong Last) range, out MappingKey key)
    {
        var at = state.Mappings.Keys.BinarySearch(after);
        at = at < 0 ? ~at : at + 1;
        return TryAt(state, at, out key, out _)
            && (rules.FindsByTree ? StartsIn(key, range.First, range.Last) : key.Start <= range.Last);
    }

    /// <summary>Whether a range has some bytes of a mapping, and not all, at either end.</summary>
    /// <remarks>The tree is asked for no bytes at the last one, as Linux does.</remarks>
    internal bool Bisects(ContainerState state, ulong first, ulong last)
    {
        if (TryFind(state, first, 1, out var key, out _) && key.Start != first) { return true; }
        var found = TryFind(state, last, rules.FindsByTree ? 0UL : 1, out key, out var mapping);
        return found && LastOf(key, in mapping) != last;
    }

    /// <summary>The last byte of a mapping.</summary>
    internal static ulong LastOf(MappingKey key, in Mapping mapping) => key.Start + (mapping.Size.Value - 1);

    /// <summary>
    /// For how many pages from an address on the mapping that was found is found again: all of it where mappings never
    /// overlap, else each page is looked up for itself.
    /// </summary>
    internal static ulong PagesFrom(ContainerState state, ulong iova, MappingKey key, in Mapping mapping) =>
        iova < key.Start || state.Apart.Value.Now > 0 ? 1 : ((LastOf(key, in mapping) - iova) >> Paging.Shift) + 1;

    /// <summary>Whether a driver's pin at an address of a mapping is kept by both, not by its page alone.</summary>
    internal static bool IsOdd(MappingKey key, ulong iova) => key.IsApart || !Paging.Aligns(iova);

    /// <summary>Whether a driver holds a page of the mapping.</summary>
    internal static bool IsPinned(ContainerState state, MappingKey key, in Mapping mapping)
    {
        var last = Paging.PageOf(LastOf(key, in mapping));
        return (!key.IsApart && state.Pins.TryNext(key.Page, out var run) && run.FirstPage <= last)
            || TryOdd(state, key, out _);
    }

    /// <summary>Finds a pin of the mapping that is kept by mapping and address.</summary>
    internal static bool TryOdd(ContainerState state, MappingKey mapping, out OddKey key)
    {
        key = default;
        var at = state.OddPins.Keys.BinarySearch(new OddKey(mapping, 0));
        if (at < 0) { at = ~at; }
        if (at >= state.OddPins.Count || state.OddPins.Keys[at].Mapping != mapping) { return false; }
        key = state.OddPins.Keys[at];
        return true;
    }

    /// <summary>Whether a page of a mapping is pinned, and for how many pages from it on that stays so.</summary>
    internal static (bool IsPinned, ulong Pages) PinsAt(ContainerState state, MappingKey key, ulong page, ulong most)
    {
        if (!key.IsApart)
        {
            var run = state.Pins.RunAt(page);
            return (run.IsPinned, Math.Min(most, run.End - page));
        }

        return TryOdd(state, key, out _) ? (state.OddPins.Contains(new(key, page << Paging.Shift)), 1) : (false, most);
    }

    /// <summary>
    /// How many pages of a range of pages of a mapping drivers hold: those that are counted, or the reserved ones too.
    /// </summary>
    internal static long PinnedIn(
        ContainerState state, MappingKey key, (ulong First, ulong Pages) range, bool reservedToo)
    {
        var (pinned, page, end) = (0L, range.First, range.First + range.Pages);
        while (!key.IsApart && page < end && state.Pins.TryNext(page, out var run) && run.FirstPage < end)
        {
            var first = Math.Max(page, run.FirstPage);
            var count = Math.Min(run.End, end) - first;
            if (reservedToo || !new Pfn((long)run.FirstPfn).IsReserved) { pinned += (long)count; }
            page = first + count;
        }

        for (var at = 0; key.IsApart && at < state.OddPins.Count; at++)
        {
            var (mapping, iova) = state.OddPins.Keys[at];
            var isIn = mapping == key && Paging.Aligns(iova) && Paging.PageOf(iova) - range.First < range.Pages;
            if (isIn && (reservedToo || !new Pfn(state.OddPins.Values[at].Pfn).IsReserved)) { pinned++; }
        }

        return pinned;
    }

    /// <summary>How many pins of a mapping under addresses that are not aligned are counted.</summary>
    internal static long OddPinnedIn(ContainerState state, MappingKey key)
    {
        var pinned = 0L;
        for (var at = 0; at < state.OddPins.Count; at++)
        {
            var (mapping, iova) = state.OddPins.Keys[at];
            var inside = mapping == key && !Paging.Aligns(iova);
            if (inside && !new Pfn(state.OddPins.Values[at].Pfn).IsReserved) { pinned++; }
        }

        return pinned;
    }

    /// <summary>Adds to what is charged for a mapping.</summary>
    internal static void Charge(ContainerState state, MappingKey key, long pages)
    {
        Ensure.That(state.Mappings.TryGet(key, out var mapping), "what is charged is charged for a mapping");
        state.Mappings[key] = mapping with { Charged = mapping.Charged + pages };
    }

    /// <summary>
    /// Adds a mapping. One that ends with all addresses is never found by the tree and hides others from it, so that
    /// what is made while it is there may overlap anything: it is kept apart.
    /// </summary>
    /// <returns>Which it is.</returns>
    internal MappingKey Add(ContainerState state, ulong start, in Mapping mapping)
    {
        MappingKey key = start;
        var (now, last) = state.Apart.Value;
        if (rules.FindsByTree && (now > 0 || unchecked(start + mapping.Size.Value) == 0))
        {
            state.Apart.Value = new(now + 1, last + 1);
            key = new(start, -(last + 1));
        }

        if (rules.FindsByTree) { state.Tree.Insert(key); }
        state.Mappings[key] = mapping;
        return key;
    }

    /// <summary>Takes a mapping out.</summary>
    internal static void Remove(ContainerState state, MappingKey key)
    {
        state.Mappings.Remove(key);
        state.Tree.Remove(key);
        if (!key.IsApart) { return; }
        var (now, last) = state.Apart.Value;
        state.Apart.Value = now == 1 ? default : new(now - 1, last);
    }

    /// <summary>The end of a mapping as Linux computes it: 0 when it is the end of all addresses.</summary>
    private static ulong EndOf(ContainerState state, MappingKey key) =>
        unchecked(key.Start + state.Mappings[key].Size.Value);

    /// <summary>Whether a mapping starts before the end of a range, which wraps unless everything is meant.</summary>
    private static bool StartsIn(MappingKey key, ulong first, ulong last) =>
        key.Start < unchecked(last + 1) || (first == 0 && last == ulong.MaxValue);

    private static bool TryWalk(ContainerState state, ulong start, ulong size, out MappingKey key, out Mapping mapping)
    {
        var end = unchecked(start + size);
        var found = state.Tree.Walk(each => end <= each.Start ? -1 : start >= EndOf(state, each) ? 1 : 0);
        (key, mapping) = (found ?? default, state.Mappings[found ?? default]);
        return found is not null;
    }

    private static bool TryFirst(
        ContainerState state, ulong first, ulong last, out MappingKey key, out Mapping mapping)
    {
        var at = PlaceOf(state, first);
        if (at > 0 && LastOf(state.Mappings.Keys[at - 1], state.Mappings.Values[at - 1]) >= first) { at--; }
        return TryAt(state, at, out key, out mapping) && key.Start <= last;
    }

    private static int PlaceOf(ContainerState state, ulong first)
    {
        var at = state.Mappings.Keys.BinarySearch(new MappingKey(first, 0));
        return at < 0 ? ~at : at;
    }

    private static bool TryAt(ContainerState state, int at, out MappingKey key, out Mapping mapping)
    {
        var found = at < state.Mappings.Count;
        (key, mapping) = found ? (state.Mappings.Keys[at], state.Mappings.Values[at]) : (default, default);
        return found;
    }
}
