using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.States;

/// <summary>Which addresses the IOMMUs of a container translate: all of them when there is none.</summary>
internal static class AddressRanges
{
    /// <summary>Whether a range, its last byte included, may be mapped.</summary>
    internal static bool Allow(ContainerState state, ContainerOptions options, Iova first, Iova last)
    {
        for (var at = 0; at < state.Groups.Count; at++)
        {
            if (state.Groups.Values[at].Domain == DomainId.None) { continue; }
            if (!Allow(options.Of(state.Groups.Keys[at]), first, last)) { return false; }
        }

        return true;
    }

    /// <summary>Whether the IOMMU of a group translates a range.</summary>
    internal static bool Allow(GroupOptions group, Iova first, Iova last)
    {
        if (last > group.Last) { return false; }
        return AllowReserved(group, first, last);
    }

    /// <summary>Whether a range has none of the reserved addresses of a group.</summary>
    internal static bool AllowReserved(GroupOptions group, Iova first, Iova last)
    {
        foreach (var (start, end) in group.Reserved)
        {
            if (start <= last && end >= first) { return false; }
        }

        return true;
    }

    /// <summary>The ranges that all IOMMUs of the container translate, in order; none when there is no IOMMU.</summary>
    internal static IReadOnlyList<(Iova First, Iova Last)> All(ContainerState state, ContainerOptions options)
    {
        List<(Iova First, Iova Last)> ranges = [];
        for (var at = 0; at < state.Groups.Count; at++)
        {
            if (state.Groups.Values[at].Domain == DomainId.None) { continue; }
            var group = options.Of(state.Groups.Keys[at]);
            if (ranges.Count == 0) { ranges.Add((default, group.Last)); }
            ranges = [.. ranges.Where(range => range.First <= group.Last)
                .Select(range => (range.First, range.Last < group.Last ? range.Last : group.Last))];
            foreach (var (start, end) in group.Reserved)
            {
                ranges = [.. ranges.SelectMany(range => Without(range, start, end))];
            }
        }

        return ranges.Count == 0 && state.HadIommu.Value != 0 ? [(default, Iova.Highest)] : ranges;
    }

    private static IEnumerable<(Iova First, Iova Last)> Without((Iova First, Iova Last) range, Iova start, Iova end)
    {
        if (start > range.Last || end < range.First)
        {
            yield return range;
            yield break;
        }

        if (start > range.First) { yield return (range.First, new(start.Value - 1)); }
        if (end < range.Last) { yield return (new(end.Value + 1), range.Last); }
    }
}
