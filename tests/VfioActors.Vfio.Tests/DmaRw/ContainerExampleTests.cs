using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Vfio.Tests.DmaRw;

/// <summary>
/// The worked examples that look at what is read and at the state of the container: 2, the first part of 9, and 19.
/// </summary>
public sealed class ContainerExampleTests
{
    private const AccessModes Write = AccessModes.Write | AccessModes.KernelThread;

    [Fact]
    public void A_read_over_two_mappings_has_the_bytes_of_both()
    {
        foreach (var profile in DmaRwProfiles.All)
        {
            var bench = DmaRwBenches.Of(profile);
            bench.AskMemory(new GuestMemoryMessage.Fill(new(Type1Bench.Base), new(9), default, 1));
            Assert.Equal((Errno.None, 32UL), bench.Access(0x11ff0, 32, AccessModes.KernelThread));
            var runs = bench.Before<VendorDriverMessage.Bytes>()
                .Select(run => (run.At.Value, run.Count.Value, run.Value));
            Assert.Equal([(0UL, 16UL, 2L), (16, 16, 9)], runs);
            Assert.Equal(0, bench.WrittenAt(0));
        }
    }

    /// <summary>Example 9: the call itself, and work of the device, which takes a handle first.</summary>
    [Fact]
    public void A_container_without_a_backend_refuses_access_and_keeps_no_handle()
    {
        foreach (var profile in DmaRwProfiles.All)
        {
            var bench = DmaRwBenches.New(profile);
            Assert.Equal((Errno.EINVAL, 0UL), bench.Access(0x10000, 4));
            Assert.Equal(Errno.EINVAL, Worked(bench));
            Assert.Equal(Errno.None, bench.Join(Type1Bench.M0));
            Assert.Equal((Errno.EINVAL, 0UL), bench.Access(0x10000, 4));
            Assert.Equal(Errno.EINVAL, Worked(bench));
            Assert.Equal(Errno.None, bench.Group(Type1Bench.M0, default(GroupMessage.UnsetContainer)));
        }
    }

    /// <summary>
    /// Example 19, with a device behind the IOMMU: a container of an emulated one gives no vaddr up. From Linux 5.12 to
    /// 6.2 the mapping that is touched counts, later any mapping of the container.
    /// </summary>
    [Theory]
    [InlineData("DIRTY", true, Errno.None), InlineData("MODERN", false, Errno.EBUSY)]
    [InlineData("FIXED", false, Errno.EBUSY)]
    public void A_vaddr_that_was_given_up_elsewhere_refuses_access_since_6_3(
        string profile, bool waits, Errno expected)
    {
        var bench = Invalidated(profile, waits);
        var answer = bench.Access(0x10000, 4);
        Assert.Equal((expected, expected == Errno.None ? 4 : 0), (answer.Error, bench.WrittenAt(0)));
        Assert.Equal(0, Revalidate(bench));
        Assert.Equal((Errno.None, 4UL), bench.Access(0x12000, 4));
    }

    [Fact]
    public void A_mapping_without_a_vaddr_was_waited_for_until_6_2()
    {
        var bench = Invalidated("DIRTY", waits: true);
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Access(
            new(0x12000), new(4), default, Write, Type1Bench.Written, 0));
        Assert.Empty(bench.Before<VendorDriverMessage.Moved>());
        Assert.Equal(0, bench.WrittenAt(0x8000));
        bench.Tell(Type1Bench.C0, Valid);
        Assert.Equal(Errno.None, Assert.Single(bench.Before<VendorDriverMessage.Moved>()).Error);
        Assert.Equal(4, bench.WrittenAt(0x8000));
    }

    [Fact]
    public void Emulated_devices_and_vaddrs_that_were_given_up_exclude_each_other()
    {
        var profile = DmaRwProfiles.Fixed;
        Assert.Equal(-(long)Errno.EBUSY, DmaRwBenches.Of(profile).Unmap(0x12, 1, UnmapModes.Vaddr));
        var bench = DmaRwBenches.Mapped(
            DmaRwBenches.New(profile).With(ContainerKind.Type1v2, Type1Bench.P0));
        Assert.Equal(1, bench.Unmap(0x12, 1, UnmapModes.Vaddr));
        Assert.Equal(Errno.EBUSY, bench.Join(Type1Bench.M0));
    }

    private static ContainerMessage.Map Valid => new(
        new(0x12000), new(Type1Bench.Base + 0x8000), new(4096), MapModes.Vaddr, default);

    private static long Revalidate(Type1Bench bench) => bench.AskContainer(Valid);

    /// <summary>B has no vaddr.</summary>
    private static Type1Bench Invalidated(string name, bool waits)
    {
        var profile = DmaRwBenches.Named(name);
        IEnumerable<string> defects = waits ? [.. profile.Defects, "DRW-21"] : profile.Defects;
        var bench = DmaRwBenches.New(profile, options => options with
        {
            DrivesBacked = true,
            Defects = new(defects),
        });
        DmaRwBenches.Mapped(bench.With(ContainerKind.Type1v2, Type1Bench.P0));
        Assert.Equal(1, bench.Unmap(0x12, 1, UnmapModes.Vaddr));
        return bench;
    }

    private static Errno Worked(Type1Bench bench)
    {
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Program(new(0x10000), new(0x10000)));
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Run(new(4), 1, Write, Type1Bench.Written, 0));
        return Assert.Single(bench.Before<VendorDriverMessage.Moved>()).Error;
    }
}
