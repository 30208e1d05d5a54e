using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>What a container says of itself.</summary>
public sealed class Details(Type1 driver)
{
    private const uint SizeMin = 16;
    private const uint Size = 24;

    /// <summary>struct vfio_iommu_type1_info_cap_migration.</summary>
    private const uint Migration = 8 + 4 + 4 + 8 + 8;

    /// <summary>struct vfio_iommu_type1_info_dma_avail.</summary>
    private const uint MappingsLeft = 8 + 4;

    /// <summary>struct vfio_iommu_type1_info_cap_iova_range without its ranges, and one range.</summary>
    private const uint Ranges = 8 + 4 + 4;
    private const uint Range = 8 + 8;
    private const ulong SmallestPage = 0x1000;
    private const ulong BackedSizes = 0x40201000;

    public int Answer(uint argsz, OutcomeBuilder outcome)
    {
        if (argsz < SizeMin) { return -Errno.EINVAL; }
        List<string> capabilities = [$"2:0x{SmallestPage:x},{DirtyTracking.BitmapBytesMax}", $"3:{driver.Available}"];
        if (driver.Ranges.Count > 0)
        {
            var ranges = driver.Ranges.Select(range => $"0x{range.First:x}-0x{range.Last:x}");
            capabilities.Add("1:" + string.Join(',', ranges));
        }

        var needed = Size + Migration + MappingsLeft;
        if (driver.Ranges.Count > 0) { needed += Ranges + (Range * (uint)driver.Ranges.Count); }
        var fits = argsz >= needed;
        outcome.Number(Facts.ArgszOut, fits ? argsz : needed).Number(Facts.FlagsOut, 3);
        outcome.Hex(Facts.PageSizes, PageSizes());
        outcome.Number(Facts.CapabilityOffset, fits ? Size : 0);
        outcome.List(Facts.Capabilities, fits ? capabilities : []);
        return 0;
    }

    private ulong PageSizes() => driver.IsBacked && driver.Kernel.TellsPageSizes ? BackedSizes : ~(SmallestPage - 1);
}
