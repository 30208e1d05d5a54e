using VfioActors.Behaviors;
using VfioActors.Conformance.Outcomes;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>Asks a container for its details and lays them out as the kernel's structure.</summary>
internal sealed class DescribeCall(ModelRun run, ActorId container)
{
    private const uint SizeMin = 16;
    private const uint Size = 24;
    private const uint MigrationSize = 32;
    private const uint MappingsLeftSize = 12;
    private const uint RangesSize = 16;
    private const uint RangeSize = 16;
    private const int HasSizesAndCapabilities = 3;
    private const ulong SmallestPage = 4096;
    private const long BitmapBytesMax = 1L << 28;

    public long Do(uint argsz, OutcomeBuilder outcome)
    {
        var heard = run.Call(container, default(ContainerMessage.Describe));
        var done = heard.Last<ContainerMessage.Done>();
        if (done.Error != Errno.None) { return -(long)done.Error; }
        if (argsz < SizeMin) { return -(long)Errno.EINVAL; }
        var described = heard.Last<ContainerMessage.Description>();
        List<string> capabilities =
            [$"2:0x{SmallestPage:x},{BitmapBytesMax}", $"3:{described.Available.Value}"];
        var ranges = heard.All<ContainerMessage.Range>()
            .Select(range => $"0x{range.First.Value:x}-0x{range.Last.Value:x}")
            .ToList();
        if (ranges.Count > 0) { capabilities.Add("1:" + string.Join(',', ranges)); }

        // Nothing is rounded up between capabilities: that of the mappings left has a header of 8 bytes and 4 more.
        var ofRanges = ranges.Count > 0 ? RangesSize + (RangeSize * (uint)ranges.Count) : 0;
        var needed = Size + MigrationSize + MappingsLeftSize + ofRanges;
        var fits = argsz >= needed;
        outcome.Number(Facts.ArgszOut, fits ? argsz : needed).Number(Facts.FlagsOut, HasSizesAndCapabilities);
        outcome.Hex(Facts.PageSizes, described.PageSizes).Number(Facts.CapabilityOffset, fits ? Size : 0);
        outcome.List(Facts.Capabilities, fits ? capabilities : []);
        return 0;
    }
}
