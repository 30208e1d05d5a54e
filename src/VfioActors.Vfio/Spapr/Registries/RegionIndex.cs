using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>How regions are found.</summary>
internal sealed class RegionIndex(RegionRegistryOptions options)
{
    private readonly bool _byContainer = options.Kernel.Has(SpaprDefects.RegionsAreChargedPerContainer);
    private readonly bool _looksAtFirstPage = options.Kernel.Has(SpaprDefects.OnlyTheFirstPageIsLookedUp);
    private readonly bool _ignoresShift = options.Kernel.Has(SpaprDefects.HypercallIgnoresThePageSize);

    /// <summary>
    /// The list that somebody's regions are in: that of the memory, or with a defect a container's own.
    /// </summary>
    internal int ListOf(ActorId client, ProcessId owner) => _byContainer ? -client.Value : owner.Value;

    /// <summary>The region that is just a range, if one can be found that is not closing.</summary>
    internal static bool TryExact(
        RegionRegistryState state, int list, Vaddr start, PageCount pages, out RegionId region)
    {
        for (var at = 0; at < state.Regions.Count; at++)
        {
            var known = state.Regions.Values[at];
            region = state.Regions.Keys[at];
            if (IsOpen(in known, list) && known.Start == start && known.Pages == pages) { return true; }
        }

        region = RegionId.None;
        return false;
    }

    /// <summary>Whether a range shares a byte with a region that is not closing.</summary>
    internal static bool Overlaps(RegionRegistryState state, int list, Vaddr start, PageCount pages)
    {
        foreach (var known in state.Regions.Values)
        {
            if (IsOpen(in known, list) && known.Overlaps(start, new(pages.Value << Paging.Shift))) { return true; }
        }

        return false;
    }

    /// <summary>Finds the region that contains an IOMMU page.</summary>
    /// <param name="inHypercall">Whether a hypercall looks.</param>
    internal Errno Lookup(
        RegionRegistryState state, int list, (Vaddr Vaddr, TcePageShift Shift) page, bool inHypercall,
        out RegionId region)
    {
        var bytes = _looksAtFirstPage && !inHypercall ? PageCount.One.Bytes : page.Shift.Bytes;
        for (var at = 0; at < state.Regions.Count; at++)
        {
            var known = state.Regions.Values[at];
            region = state.Regions.Keys[at];
            if (!known.IsListed || known.List != list || !known.Contains(page.Vaddr, bytes)) { continue; }

            var trusts = inHypercall ? _ignoresShift : _looksAtFirstPage;
            return page.Shift.Value > known.Shift.Value && !trusts ? options.Kernel.TooLarge : Errno.None;
        }

        region = RegionId.None;
        return options.Kernel.Outside;
    }

    /// <summary>
    /// Where IOMMU pages from an address on lie in memory, and how many follow each other there; the frame is none
    /// where no page is pinned.
    /// </summary>
    internal static (Pfn First, TceCount Count) FramesAt(
        RegionRegistryState state, RegionId id, (Vaddr Vaddr, TcePageShift Shift) page, TceCount most)
    {
        var region = state.Regions[id];
        if (!state.Pages.TryFrom(id.Value, region.PageOf(page.Vaddr), out var run)) { return (Pfn.None, new(1)); }

        var whole = run.Pages.Value >> (page.Shift.Value - Paging.Shift);
        return (new(run.First), new(Math.Clamp(most.Value, 1, Math.Max(1, whole))));
    }

    private static bool IsOpen(in Region region, int list) =>
        region.IsListed && !region.IsClosing && region.List == list;
}
