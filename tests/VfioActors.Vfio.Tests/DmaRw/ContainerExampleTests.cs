using VfioActors.Behaviors.Defects;
using VfioActors.Testing;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.DmaRw;

/// <summary>
/// The worked examples that look at what is read and at the state of the container: 2, 9 and 19.
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
            Assert.Equal(AccessAnswer.All(32), bench.Access(0x11ff0, 32, AccessModes.KernelThread));
            Assert.Equal(
                [new(new(0), new(16), 2), new(new(16), new(16), 9)], bench.Before<VendorDriverMessage.Bytes>());
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
            Assert.Equal(AccessAnswer.Refused(Errno.EINVAL), bench.Access(0x10000, 4));
            Assert.Equal(Errno.EINVAL, Worked(bench));
            Assert.Equal(Errno.None, bench.Join(Type1Bench.M0));
            Assert.Equal(AccessAnswer.Refused(Errno.EINVAL), bench.Access(0x10000, 4));
            Assert.Equal(Errno.EINVAL, Worked(bench));
            Assert.Equal(Errno.None, bench.Group(Type1Bench.M0, default(GroupMessage.UnsetContainer)));
        }
    }

    /// <summary>
    /// Example 9 goes on: a group without an IOMMU gives no handle, and sPAPR gives one that cannot be used so. What
    /// else type1 does is refused too, and the group can leave.
    /// </summary>
    [Theory]
    [InlineData(ContainerKind.NoIommu, Errno.EPERM, Errno.ENOTTY)]
    [InlineData(ContainerKind.Spapr, Errno.ENOTTY, Errno.EPERM)]
    public void A_backend_that_cannot_access_memory_refuses(ContainerKind kind, Errno expected, Errno mapped)
    {
        foreach (var profile in DmaRwProfiles.All)
        {
            var bench = Other(profile, kind).With(kind, Type1Bench.P0);
            Assert.Equal(AccessAnswer.Refused(expected), bench.Access(0x10000, 4));
            Each.Equal(profile.Name, expected, Worked(bench));
            Assert.Equal(-(long)expected, bench.Pin(16));
            Assert.Equal(-(long)mapped, bench.Map(16, 1));
            Assert.Equal(-(long)Errno.ENOTTY, bench.AskContainer(default(ContainerMessage.StartLog)));
            Assert.Equal(0, bench.LockedPages);
            Assert.Equal(Errno.None, bench.Leave(Type1Bench.P0));
        }
    }

    [Theory]
    [InlineData(ContainerKind.NoIommu, Errno.EPERM), InlineData(ContainerKind.Spapr, Errno.ENODEV)]
    public void A_group_of_another_kind_does_not_enter(ContainerKind kind, Errno expected)
    {
        var bench = Other(DmaRwProfiles.Fixed, kind).With(kind, Type1Bench.P0);
        Assert.Equal(expected, bench.Join(Type1Bench.M0));
        Assert.Equal(kind == ContainerKind.Spapr ? Errno.EBUSY : Errno.EPERM, bench.Join(Type1Bench.P1));
    }

    [Theory, InlineData(ContainerKind.NoIommu), InlineData(ContainerKind.Spapr)]
    public void A_machine_has_only_its_own_backends(ContainerKind kind)
    {
        var bench = Other(DmaRwProfiles.Fixed, kind);
        Assert.Equal(Errno.None, bench.Join(Type1Bench.P0));
        foreach (var other in Enum.GetValues<ContainerKind>().Except([kind]))
        {
            Assert.Equal(-(long)Errno.ENODEV, bench.AskContainer(new ContainerMessage.SetKind(other, default)));
        }

        Assert.Equal(0, bench.AskContainer(new ContainerMessage.SetKind(kind, default)));
        Assert.Equal(1, bench.AskContainer(new ContainerMessage.HasExtension((int)kind)));
        Assert.Equal(0, bench.AskContainer(new ContainerMessage.HasExtension((int)ContainerKind.Type1v2)));
    }

    /// <summary>The driver is told why it has no handle before it asks for memory.</summary>
    [Fact]
    public void A_handle_needs_a_container_with_a_kind()
    {
        var bench = DmaRwBenches.New(DmaRwProfiles.Fixed);
        Assert.Equal(Errno.None, bench.Join(Type1Bench.M0));
        Assert.Equal(Errno.EINVAL, Handle(bench));
        Assert.Equal(0, bench.AskContainer(new ContainerMessage.SetKind(ContainerKind.Type1v2, default)));
        Assert.Equal(Errno.None, Handle(bench));
        Assert.Equal(Errno.EBUSY, bench.Group(Type1Bench.M0, default(GroupMessage.UnsetContainer)));
        Assert.Equal(Errno.None, bench.Group(Type1Bench.M0, default(GroupMessage.PutHandle)));
        Assert.Equal(Errno.None, bench.Group(Type1Bench.M0, default(GroupMessage.UnsetContainer)));
        Assert.Equal(Errno.EINVAL, Handle(bench));
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
        Assert.Equal(expected, answer.Error);
        Assert.Equal(expected == Errno.None ? 4 : 0, bench.WrittenAt(0));
        Assert.Equal(0, Revalidate(bench));
        Assert.Equal(AccessAnswer.All(4), bench.Access(0x12000, 4));
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

    private static Errno Handle(Type1Bench bench)
    {
        bench.Tell(Type1Bench.M0, default(GroupMessage.GetHandle));
        return Assert.Single(bench.Before<GroupMessage.Handle>()).Error;
    }

    private static Type1Bench Other(Profile profile, ContainerKind kind) =>
        DmaRwBenches.New(profile, options => options with
        {
            DrivesBacked = true,
            HasNoIommu = kind == ContainerKind.NoIommu,
            IsSpapr = kind == ContainerKind.Spapr,
        });

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
