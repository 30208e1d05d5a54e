using System.Buffers.Binary;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>Reads of the region at any offset and of any width give the bytes that lie there.</summary>
public sealed class RegionReadTests
{
    private const int Widest = 70;

    [Theory]
    [InlineData("POSTED", false), InlineData("SINGLE13", true), InlineData("FIXED", true), InlineData("FIXED", false)]
    public void Every_offset_and_width_gives_header_and_records(string name, bool mappable)
    {
        var profile = FaultProfiles.All.Single(known => known.Name == name);
        var bench = new FaultBench(profile, options => options with { Mappable = mappable }).Opened();
        if (bench.Options.Interface == FaultInterface.TwoRegions) { Assert.Equal(8, bench.Choose(1, 0)); }
        Assert.Equal(3, bench.Faults(3));
        var region = Expected(bench, profile);
        var ring = bench.State.RingOffset.Value;
        int[] offsets =
        [
            .. Enumerable.Range(0, 40), .. Enumerable.Range(ring - 3, 3 * bench.Options.RecordSize + 6),
            .. Enumerable.Range(region.Length - 5, 5),
        ];
        foreach (var offset in offsets)
        {
            for (var width = 0; width <= Widest; width++)
            {
                var count = Math.Min(width, region.Length - offset);
                Assert.Equal(count, bench.Read((ulong)offset, (ulong)width));
                Assert.True(region.AsSpan(offset, count).SequenceEqual(bench.Bytes), $"{width} bytes at {offset}");
            }
        }
    }

    [Fact]
    public void A_read_of_all_is_the_region_and_a_read_past_it_is_refused()
    {
        var bench = new FaultBench(FaultProfiles.Fixed).Opened();
        Assert.Equal(511, bench.Faults(511));
        Assert.Equal(bench.Options.RegionSize, bench.Read(0, ulong.MaxValue));
        Assert.Equal(Expected(bench, FaultProfiles.Fixed), bench.Bytes);
        Assert.Equal(-(int)Errno.EINVAL, bench.Read((ulong)bench.Options.RegionSize, 1));
        Assert.Equal(-(int)Errno.EINVAL, bench.Read(ulong.MaxValue, 1));
        Assert.Equal(-(int)Errno.EFAULT, bench.Read(0, 4, FaultRegion.Producer, good: 3));
    }

    [Theory, InlineData("POSTED", 4096, 2 * 4096), InlineData("POSTED", 65536, 2 * 65536)]
    [InlineData("FIXED", 4096, 9 * 4096), InlineData("FIXED", 65536, 2 * 65536)]
    public void The_size_of_the_region_is_told_in_whole_pages(string name, int pageSize, int expected)
    {
        var profile = FaultProfiles.All.Single(known => known.Name == name);
        var bench = new FaultBench(profile, options => options with { PageSize = pageSize }).Opened();
        Assert.Equal(expected, bench.Ask(FaultBench.Queue, default(FaultQueueMessage.Query)).Value);
        Assert.Equal(
            [CapabilityId.Type, CapabilityId.ProducerFault, CapabilityId.SparseMmap],
            bench.Capabilities.Select(capability => capability.Id));
        Assert.Equal(pageSize, bench.Capabilities[2].Value);
        Assert.Equal(expected - pageSize, bench.Capabilities[2].Detail);
    }

    [Theory, InlineData(4096, 85), InlineData(65536, 1365)]
    public void As_posted_the_host_says_how_many_records_fit(int pageSize, int expected)
    {
        var bench = new FaultBench(FaultProfiles.Posted, options => options with { PageSize = pageSize }).Opened();
        Assert.Equal(8, bench.Choose(1, 0));
        Assert.Equal((uint)expected, bench.Header(1));
    }

    [Fact]
    public void The_reference_counts_what_it_refused_where_a_user_can_read_it()
    {
        var bench = new FaultBench(FaultProfiles.Fixed, options => options with { Records = 4 }).Opened();
        Assert.Equal(3, bench.Faults(10));
        Assert.Equal(4, bench.Read(20, 4));
        Assert.Equal(7U, BinaryPrimitives.ReadUInt32LittleEndian(bench.Bytes));
    }

    /// <summary>The region as the specification lays it out, from what the faults were.</summary>
    private static byte[] Expected(FaultBench bench, Profile profile)
    {
        var options = bench.Options;
        var region = new byte[options.RegionSize];
        var count = bench.State.Producer.Value;
        var isTwo = options.Interface == FaultInterface.TwoRegions;
        var offset = options.Mappable || isTwo ? options.PageSize : profile == FaultProfiles.Fixed ? 24 : 20;
        uint[] header = isTwo
            ? [0xFFFFFFFF, 85, 48, (uint)offset, count]
            : [0, 64, 512, (uint)offset, count];
        for (var word = 0; word < header.Length; word++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(region.AsSpan(4 * word), header[word]);
        }

        for (var at = 0; at < count; at++)
        {
            RecordBytes.Write(
                FaultRecord.Unrecoverable(new(0x1000UL * (ulong)(at + 1))),
                region.AsSpan(offset + (at * options.RecordSize), options.RecordSize));
        }

        return region;
    }
}
