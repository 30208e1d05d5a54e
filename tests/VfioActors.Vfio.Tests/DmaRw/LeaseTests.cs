using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.DmaRw;

/// <summary>A copy that waits for a page that user space provides late, by the reference and by a kernel.</summary>
public sealed class LeaseTests
{
    [Fact]
    public void An_unmap_takes_the_lease_of_a_copy_that_waits_and_is_answered_after_it()
    {
        var bench = Waiting(KernelModel.Fixed);
        Assert.Equal(1, bench.Container.Accesses.Count);
        bench.Tell(Type1Bench.C0, new ContainerMessage.Unmap(
            new(0x10000), new(0x2000), default, UnmapModes.None, default));
        Assert.Equal(new(0x2000, Errno.None, 0), Ended(bench));
        Assert.Equal(AccessAnswer.Refused(Errno.EFAULT, after: 4096), Moved(bench));
        Assert.Equal(0, bench.Container.Accesses.Count);
    }

    [Fact]
    public void A_copy_that_waits_blocks_nobody_else()
    {
        var bench = Waiting(KernelModel.Fixed);
        Assert.Equal(0, bench.Map(0x40, 1, offset: 40));
        Assert.Equal(1, bench.Pin(0x40));
        Assert.Equal(AccessAnswer.All(8), bench.Access(0x40000, 8));
        Assert.False(bench.Container.Calls.IsLocked);
    }

    [Fact]
    public void A_copy_goes_on_when_its_page_is_provided()
    {
        var bench = Waiting(KernelModel.Fixed);
        bench.Tell(Type1Bench.Memory, new GuestMemoryMessage.Provide(
            new(Type1Bench.Base + 4096), new(1), default, 1));
        Assert.Equal(AccessAnswer.All(8192), Moved(bench));
        Assert.Equal(8192, bench.WrittenAt(0));
    }

    [Fact]
    public void A_group_leaves_when_the_copies_of_its_driver_have_ended()
    {
        var bench = Waiting(KernelModel.Fixed);
        bench.Tell(Type1Bench.M0, default(GroupMessage.CloseDevice));
        bench.Tell(Type1Bench.M0, default(GroupMessage.UnsetContainer));
        Assert.Equal(AccessAnswer.Refused(Errno.EFAULT, after: 4096), Moved(bench));
        Assert.Equal(0, bench.Container.Mappings.Count);
        Assert.Equal(0, bench.Container.Accesses.Count);
    }

    [Fact]
    public void A_kernel_keeps_its_lock_while_a_copy_waits()
    {
        var bench = Waiting(KernelModel.Linux61);
        bench.Tell(Type1Bench.C0, new ContainerMessage.Unmap(
            new(0x10000), new(0x2000), default, UnmapModes.None, default));
        Assert.Empty(bench.Before<ContainerMessage.Done>());
        Assert.Equal(1, bench.Container.Calls.Waiting.Count);
    }

    [Fact]
    public void A_handle_keeps_a_group_whose_device_is_closed_while_the_device_works()
    {
        var bench = Waiting(KernelModel.Fixed);
        Assert.Equal(Errno.None, bench.Group(Type1Bench.M0, default(GroupMessage.CloseDevice)));
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Program(new(0x11000), default));
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Run(new(8), 1, AccessModes.Write, 1, 0));
        Assert.Equal(
            Errno.EBUSY, bench.Group(Type1Bench.M0, default(GroupMessage.UnsetContainer)));
        bench.Tell(Type1Bench.Memory, new GuestMemoryMessage.Provide(
            new(Type1Bench.Base + 4096), new(1), default, 0));
        Assert.Equal(
            Errno.None, bench.Group(Type1Bench.M0, default(GroupMessage.UnsetContainer)));
    }

    [Fact]
    public void A_device_that_works_past_the_last_address_is_refused_and_can_work_again()
    {
        var bench = DmaRwBenches.Of(DmaRwProfiles.Fixed);
        const ulong Top = ulong.MaxValue >> 12;
        Assert.Equal(0, bench.Map(Top, 1, offset: 40));
        Assert.Equal(0, bench.Map(0, 1, offset: 50));
        Assert.Equal(AccessAnswer.Refused(Errno.EOVERFLOW), Worked(bench, (Top << 12) + 1, accesses: 1));
        Assert.Equal(AccessAnswer.All(8192), Worked(bench, Top << 12, accesses: 2));
        Assert.Equal(4096, bench.WrittenAt(40 * 4096));
        Assert.Equal(4096, bench.WrittenAt(50 * 4096));
    }

    /// <summary>The device accesses pages one after the other.</summary>
    private static AccessAnswer Worked(Type1Bench bench, ulong target, int accesses)
    {
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Program(new(target), default));
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Run(
            new(4096), accesses, AccessModes.Write, Type1Bench.Written, 0));
        return Moved(bench);
    }

    /// <summary>The second page of a mapping is awaited, and a write of both pages has come to it.</summary>
    private static Type1Bench Waiting(KernelModel kernel)
    {
        var bench = new Type1Bench(new()
        {
            Base = kernel,
            Memory = memory => memory with { Awaited = [(new(Type1Bench.Base + 4096), new(1))] },
        }).With(ContainerKind.Type1v2, Type1Bench.M0);
        bench.Map(0x10, 2);
        bench.Tell(Type1Bench.D0, new VendorDriverMessage.Access(
            new(0x10000), new(8192), default, AccessModes.Write | AccessModes.KernelThread, Type1Bench.Written, 0));
        Assert.Empty(bench.Before<VendorDriverMessage.Moved>());
        return bench;
    }

    private static AccessAnswer Moved(Type1Bench bench)
    {
        var moved = Assert.Single(bench.Before<VendorDriverMessage.Moved>());
        return new(moved.Error, moved.Done.Value);
    }

    private static ContainerMessage.Done Ended(Type1Bench bench) =>
        Assert.Single(bench.Before<ContainerMessage.Done>());
}
