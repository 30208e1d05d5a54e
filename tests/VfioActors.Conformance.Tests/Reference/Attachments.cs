using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>Groups come into a container and leave it.</summary>
/// <remarks>Source: vfio_iommu_type1_attach_group, _detach_group, vfio_iommu_replay.</remarks>
public sealed class Attachments(Type1 driver)
{
    public int Attach(Group group, AddressSpace? caller)
    {
        if (driver.InvalidVaddrs > 0) { return -Errno.EBUSY; }
        if (group.IsUnseen && driver.IsNesting) { return -driver.Kernel.NestingError; }
        if (group.IsEmulated || driver.IsBacked)
        {
            driver.Groups.Add(group);
            return 0;
        }

        var header = driver.Container.Header;
        if (LeavesAperture(header.ApertureEnd) || header.Reserved.Any(IsMapped)) { return -Errno.EINVAL; }
        var answer = Replay(caller);
        if (answer != 0) { return answer; }
        driver.Groups.Add(group);
        driver.Ranges = Outside(header.ApertureEnd, header.Reserved);
        return 0;
    }

    public void Detach(Group group)
    {
        var wasLastBacked = group.IsUnseen && driver.Groups.Count(other => other.IsUnseen) == 1;
        var remain = driver.Groups.Where(other => other != group).ToList();
        if (remain.Count == 0)
        {
            driver.RemoveAll();
        }
        else if (wasLastBacked)
        {
            foreach (var mapping in driver.Mappings.InOrder()) { KeepPins(mapping); }
        }

        driver.Groups.Remove(group);
        if (wasLastBacked) { driver.Ranges = [(0, ulong.MaxValue)]; }
        if (group.IsUnseen) { driver.Dirty.FillAll(); }
    }

    /// <summary>Only what drivers pinned stays, and stays charged.</summary>
    private void KeepPins(Mapping mapping)
    {
        var released = driver.Pages.Release(mapping, charge: false);
        var kept = mapping.Pins.Values.Count(pin => pin.Frame.IsCounted);
        mapping.Charge(kept - released, sees: true);
    }

    private static List<(ulong First, ulong Last)> Outside(
        ulong end, IEnumerable<(ulong First, ulong Last)> reserved)
    {
        List<(ulong First, ulong Last)> ranges = [];
        ulong start = 0;
        foreach (var (first, last) in reserved.OrderBy(window => window.First))
        {
            if (first > start) { ranges.Add((start, first - 1)); }
            start = last + 1;
        }

        ranges.Add((start, end));
        return ranges;
    }

    private bool IsMapped((ulong First, ulong Last) window) =>
        driver.Mappings.Find(window.First, window.Last - window.First + 1) is not null;

    /// <summary>Looked at only once ranges are known, which a container without an IOMMU never had.</summary>
    private bool LeavesAperture(ulong end) =>
        driver.Ranges.Count > 0 && driver.Mappings.Find(end + 1, ulong.MaxValue - end) is not null;

    private int Replay(AddressSpace? caller)
    {
        List<Mapping> done = [];
        foreach (var mapping in driver.Mappings.InOrder())
        {
            var size = mapping.End < mapping.Iova ? 0 : mapping.Size;
            var answer = driver.Pages.PinAndMap(mapping, size, caller!);
            if (answer != 0)
            {
                foreach (var undone in done) { BackedPages.Undo(undone); }
                return answer;
            }

            done.Add(mapping);
        }

        foreach (var mapping in done) { mapping.IsBacked = true; }
        return 0;
    }
}
