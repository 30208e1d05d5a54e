using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.States;

/// <summary>
/// How the mappings of a container are found, and what is pinned of them. Ranges include their last byte.
/// </summary>
/// <param name="rules">The rules of the kernel.</param>
internal sealed class MappingIndex(KernelModel rules)
{
    /// <summary>
    /// Finds the first mapping that has a byte of a range; by the tree the one nearest to its root, and none where the
    /// range ends with the addresses.
    /// </summary>
    /// <param name="start">The first byte.</param>
    /// <param name="size">How many; one page from an unaligned address may go over the end of all addresses.</param>
    internal bool TryFind(
        ContainerState state, Iova start, ByteCount size, out MappingKey key, out Mapping mapping)
    {
        if (rules.FindsByTree) { return TryWalk(state, start, size, out key, out mapping); }
        var last = start.Wraps(size) ? Iova.Highest : start.LastOf(size);
        return TryFirst(state, start, last, out key, out mapping);
    }

    /// <summary>Finds the mapping with which an unmap of a range begins.</summary>
    /// <remarks>Source: vfio_find_dma_first_node, Linux 6.1; vfio_find_dma before 5.12.</remarks>
    internal bool TryLowest(ContainerState state, Iova first, Iova last, out MappingKey key, out Mapping mapping)
    {
        if (!rules.FindsByTree) { return TryFirst(state, first, last, out key, out mapping); }
        if (rules.UnmapsInTreeOrder)
        {
            return TryWalk(state, first, new(unchecked(last.Since(first).Value + 1)), out key, out mapping);
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
    internal bool TryNext(ContainerState state, MappingKey after, (Iova First, Iova Last) range, out MappingKey key)
    {
        var at = state.Mappings.Keys.BinarySearch(after);
        at = at < 0 ? ~at : at + 1;
        return TryAt(state, at, out key, out _)
            && (rules.FindsByTree ? StartsIn(key, range.First, range.Last) : key.Start <= range.Last);
    }

    /// <summary>Whether a range has some bytes of a mapping, and not all, at either end.</summary>
    /// <remarks>The tree is asked for no bytes at the last one, as Linux does.</remarks>
    internal bool Bisects(ContainerState state, Iova first, Iova last)
    {
        if (TryFind(state, first, new(1), out var key, out _) && key.Start != first) { return true; }
        var found = TryFind(state, last, rules.FindsByTree ? default : new(1), out key, out var mapping);
        return found && LastOf(key, in mapping) != last;
    }

    /// <summary>The last byte of a mapping.</summary>
    internal static Iova LastOf(MappingKey key, in Mapping mapping) => key.Start.LastOf(mapping.Size);

    /// <summary>
    /// For how many pages from an address on the mapping that was found is found again: all of it where mappings never
    /// overlap, else each page is looked up for itself.
    /// </summary>
    internal static PageCount PagesFrom(ContainerState state, Iova iova, MappingKey key, in Mapping mapping) =>
        iova < key.Start || state.Apart.Value.Now > 0
            ? PageCount.One
            : LastOf(key, in mapping).Since(iova).Pages.Plus(PageCount.One);

    /// <summary>Whether a driver's pin at an address of a mapping is kept by both, not by its page alone.</summary>
    internal static bool IsOdd(MappingKey key, Iova iova) => key.IsApart || !iova.IsAligned;

    /// <summary>Whether a driver holds a page of the mapping.</summary>
    internal static bool IsPinned(ContainerState state, MappingKey key, in Mapping mapping)
    {
        var last = LastOf(key, in mapping).Page;
        return (!key.IsApart && state.Pins.TryNext(key.Page, out var run) && run.FirstPage <= last)
            || TryOdd(state, key, out _);
    }

    /// <summary>Finds a pin of the mapping that is kept by mapping and address.</summary>
    internal static bool TryOdd(ContainerState state, MappingKey mapping, out OddKey key)
    {
        key = default;
        var at = state.OddPins.Keys.BinarySearch(new OddKey(mapping, default));
        if (at < 0) { at = ~at; }
        if (at >= state.OddPins.Count || state.OddPins.Keys[at].Mapping != mapping) { return false; }
        key = state.OddPins.Keys[at];
        return true;
    }

    /// <summary>Whether a page of a mapping is pinned, and for how many pages from it on that stays so.</summary>
    internal static (bool IsPinned, PageCount Pages) PinsAt(
        ContainerState state, MappingKey key, PageIndex page, PageCount most)
    {
        if (!key.IsApart)
        {
            var run = state.Pins.RunAt(page);
            return (run.IsPinned, PageCount.Min(most, run.End.Since(page)));
        }

        return TryOdd(state, key, out _)
            ? (state.OddPins.Contains(new(key, Iova.OfPage(page))), PageCount.One)
            : (false, most);
    }

    /// <summary>
    /// How many pages of a range of pages of a mapping drivers hold: those that are counted, or the reserved ones too.
    /// </summary>
    internal static long PinnedIn(
        ContainerState state, MappingKey key, (PageIndex First, PageCount Pages) range, bool reservedToo)
    {
        var (pinned, page, end) = (0L, range.First, range.First.Plus(range.Pages));
        while (!key.IsApart && page < end && state.Pins.TryNext(page, out var run) && run.FirstPage < end)
        {
            var first = PageIndex.Max(page, run.FirstPage);
            var behind = PageIndex.Min(run.End, end);
            if (reservedToo || !run.FirstPfn.IsReserved) { pinned += (long)behind.Since(first).Value; }
            page = behind;
        }

        for (var at = 0; key.IsApart && at < state.OddPins.Count; at++)
        {
            var (mapping, iova) = state.OddPins.Keys[at];
            var isIn = mapping == key && iova.IsAligned && iova.Page.Since(range.First) < range.Pages;
            if (isIn && (reservedToo || !state.OddPins.Values[at].Pfn.IsReserved)) { pinned++; }
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
            var inside = mapping == key && !iova.IsAligned;
            if (inside && !state.OddPins.Values[at].Pfn.IsReserved) { pinned++; }
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
    internal MappingKey Add(ContainerState state, Iova start, in Mapping mapping)
    {
        MappingKey key = start;
        var (now, last) = state.Apart.Value;
        if (rules.FindsByTree && (now > 0 || start.Plus(mapping.Size).Value == 0))
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
    private static Iova EndOf(ContainerState state, MappingKey key) => key.Start.Plus(state.Mappings[key].Size);

    /// <summary>Whether a mapping starts before the end of a range, which wraps unless everything is meant.</summary>
    private static bool StartsIn(MappingKey key, Iova first, Iova last) =>
        key.Start < last.Plus(new ByteCount(1)) || (first == default && last == Iova.Highest);

    private static bool TryWalk(
        ContainerState state, Iova start, ByteCount size, out MappingKey key, out Mapping mapping)
    {
        var end = start.Plus(size);
        var found = state.Tree.Walk(each => end <= each.Start ? -1 : start >= EndOf(state, each) ? 1 : 0);
        (key, mapping) = (found ?? default, state.Mappings[found ?? default]);
        return found is not null;
    }

    private static bool TryFirst(
        ContainerState state, Iova first, Iova last, out MappingKey key, out Mapping mapping)
    {
        var at = PlaceOf(state, first);
        if (at > 0 && LastOf(state.Mappings.Keys[at - 1], state.Mappings.Values[at - 1]) >= first) { at--; }
        return TryAt(state, at, out key, out mapping) && key.Start <= last;
    }

    private static int PlaceOf(ContainerState state, Iova first)
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
