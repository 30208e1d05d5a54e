using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>Which addresses the IOMMUs of a container translate: all of them when there is none.</summary>
internal static class AddressRanges
{
    /// <summary>Whether a range, its last byte included, may be mapped.</summary>
    internal static bool Allow(ContainerState state, ContainerOptions options, ulong first, ulong last)
    {
        for (var at = 0; at < state.Groups.Count; at++)
        {
            if (state.Groups.Values[at].Domain == DomainId.None) { continue; }
            if (!Allow(options.Of(state.Groups.Keys[at]), first, last)) { return false; }
        }

        return true;
    }

    /// <summary>Whether the IOMMU of a group translates a range.</summary>
    internal static bool Allow(GroupOptions group, ulong first, ulong last)
    {
        if (last > group.Last.Value) { return false; }
        return AllowReserved(group, first, last);
    }

    /// <summary>Whether a range has none of the reserved addresses of a group.</summary>
    internal static bool AllowReserved(GroupOptions group, ulong first, ulong last)
    {
        foreach (var (start, end) in group.Reserved)
        {
            if (start.Value <= last && end.Value >= first) { return false; }
        }

        return true;
    }

    /// <summary>The ranges that all IOMMUs of the container translate, in order; none when there is no IOMMU.</summary>
    internal static IReadOnlyList<(ulong First, ulong Last)> All(ContainerState state, ContainerOptions options)
    {
        List<(ulong First, ulong Last)> ranges = [];
        for (var at = 0; at < state.Groups.Count; at++)
        {
            if (state.Groups.Values[at].Domain == DomainId.None) { continue; }
            var group = options.Of(state.Groups.Keys[at]);
            if (ranges.Count == 0) { ranges.Add((0, group.Last.Value)); }
            ranges = [.. ranges.Where(range => range.First <= group.Last.Value)
                .Select(range => (range.First, Math.Min(range.Last, group.Last.Value)))];
            foreach (var (start, end) in group.Reserved)
            {
                ranges = [.. ranges.SelectMany(range => Without(range, start.Value, end.Value))];
            }
        }

        return ranges.Count == 0 && state.HadIommu.Value != 0 ? [(0, ulong.MaxValue)] : ranges;
    }

    private static IEnumerable<(ulong First, ulong Last)> Without(
        (ulong First, ulong Last) range, ulong start, ulong end)
    {
        if (start > range.Last || end < range.First)
        {
            yield return range;
            yield break;
        }

        if (start > range.First) { yield return (range.First, start - 1); }
        if (end < range.Last) { yield return (end + 1, range.Last); }
    }
}
