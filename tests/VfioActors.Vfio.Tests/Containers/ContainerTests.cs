using VfioActors.Behaviors.Values;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>What a container does by the reference, call after call.</summary>
public sealed class ContainerTests
{
    private const ContainerKind V2 = ContainerKind.Type1v2;

    [Fact]
    public void A_page_in_the_iommu_and_pinned_by_a_driver_has_two_pins_and_one_charge()
    {
        var bench = new Type1Bench(new() { LimitPages = 10 }).With(V2, Type1Bench.P0, Type1Bench.M0);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(1, bench.Pins(0));
        Assert.Equal(1, bench.Pin(0));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(2, bench.Pins(0));
        Assert.Equal(1, bench.Pin(0));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(2, bench.Pins(0));
        Assert.Equal(2, (int)bench.Container.Pins.RunAt(default).Refs);
        Assert.Equal(1, bench.Unpin(0));
        Assert.Equal(1, bench.Unpin(0));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(1, bench.Pins(0));
        Assert.Equal(65534, bench.Container.Available.Value);
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
    }

    [Fact]
    public void An_unmap_of_pinned_pages_tells_the_driver_once_and_leaves_nothing()
    {
        var bench = new Type1Bench().With(V2, Type1Bench.P0, Type1Bench.M0);
        bench.Map(0, 4);
        bench.Pin(0);
        Assert.Equal(4, bench.Unmap(0, 4));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(1, bench.Callbacks);
        Assert.Equal(65535, bench.Container.Available.Value);
        Assert.Equal(0, bench.Tables.Tables.Count);
    }

    [Fact]
    public void A_driver_that_never_drops_its_pins_kills_the_kernel_after_eleven_rounds()
    {
        var bench = new Type1Bench(new() { Policy = CallbackPolicy.Refuse }).With(V2, Type1Bench.M0);
        bench.Map(0, 4);
        bench.Pin(0);
        Assert.Throws<BrokenPromiseException>(() => bench.Unmap(0, 4));
        Assert.Equal(11, bench.Callbacks);
    }

    [Fact]
    public void A_driver_that_drops_one_page_a_round_may_have_eleven()
    {
        var bench = new Type1Bench(new() { Policy = CallbackPolicy.UnpinOne }).With(V2, Type1Bench.M0);
        bench.Map(0, 16);
        bench.Pin(0, 11);
        Assert.Equal(16, bench.Unmap(0, 16));
        Assert.Equal(11, bench.Callbacks);
    }

    [Fact]
    public void A_late_iommu_pins_everything_and_its_leaving_keeps_what_drivers_hold()
    {
        var bench = new Type1Bench().With(V2, Type1Bench.M0);
        bench.Map(0, 4);
        Assert.Equal(2, bench.Pin(0, 2));
        Assert.Equal(2, bench.LockedPages);
        Assert.Equal(Errno.None, bench.Join(Type1Bench.P0));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(2, bench.Pins(1));
        Assert.Equal(1, bench.Pins(2));
        Assert.Equal(4, bench.Container.Mappings[new Iova(0)].Charged);
        Assert.Equal(Errno.None, bench.Group(Type1Bench.P0, default(GroupMessage.UnsetContainer)));
        Assert.Equal(2, bench.LockedPages);
        Assert.Equal(1, bench.Pins(1));
        Assert.Equal(0, bench.Pins(2));
        Assert.Equal(2, bench.Container.Mappings[new Iova(0)].Charged);
    }

    /// <summary>Both pages are pinned under two addresses each: four charges where the IOMMU had two.</summary>
    [Theory, InlineData(4UL, 4), InlineData(3UL, 2)]
    public void The_limit_is_tested_when_drivers_hold_more_than_the_last_iommu_had(ulong limit, long charged)
    {
        Type1BenchOptions options = new() { Base = KernelModel.Linux61, LimitPages = limit };
        var bench = new Type1Bench(options).With(V2, Type1Bench.P0, Type1Bench.M0);
        bench.Map(16, 2);
        foreach (var iova in (ulong[])[0x10000, 0x10010, 0x11000, 0x11010])
        {
            bench.Tell(Type1Bench.D0, new VendorDriverMessage.Pin(new(iova), new(1), MapModes.ReadWrite, default));
        }

        Assert.Equal(2, bench.LockedPages);
        Assert.Equal(Errno.None, bench.Leave(Type1Bench.P0));
        Assert.Equal(charged, bench.LockedPages);
        Assert.Equal(charged, bench.Container.Mappings[new Iova(0x10000)].Charged);
        Assert.Equal(0, bench.Container.Domains.Count);
    }

    [Fact]
    public void A_reserved_page_is_never_charged()
    {
        AreaOptions[] areas =
        [
            new(new(Type1Bench.Base), new(2), AreaKind.Anonymous),
            new(new(Type1Bench.Base + 0x2000), new(1), AreaKind.DriverReserved),
            new(new(Type1Bench.Base + 0x3000), new(1), AreaKind.Anonymous),
        ];
        var bench = new Type1Bench(new() { Areas = areas }).With(V2, Type1Bench.P0, Type1Bench.M0);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(1, bench.Pin(2));
        Assert.Equal(3, bench.LockedPages);
        Assert.Equal(Errno.None, bench.Leave(Type1Bench.P0));
        Assert.Equal(0, bench.LockedPages);
    }

    [Fact]
    public void The_limit_may_be_reached_and_not_passed()
    {
        var bench = new Type1Bench(new() { LimitPages = 4 }).With(V2, Type1Bench.P0);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(-(int)Errno.ENOMEM, bench.Map(8, 1, offset: 8));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(1, bench.Container.Mappings.Count);
    }

    [Fact]
    public void A_map_that_fails_half_way_leaves_nothing()
    {
        AreaOptions[] areas = [new(new(Type1Bench.Base), new(4), AreaKind.Anonymous)];
        var bench = new Type1Bench(new() { Areas = areas, SecondDomain = true }).With(V2, Type1Bench.P0, Type1Bench.P1);
        Assert.Equal(2, bench.Container.Domains.Count);
        Assert.Equal(-(int)Errno.EFAULT, bench.Map(0, 8));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(0, bench.Tables.Tables.Count);
        Assert.Equal(65535, bench.Container.Available.Value);
    }

    [Fact]
    public void An_iommu_that_cannot_have_all_mappings_does_not_come_in()
    {
        AreaOptions[] areas = [new(new(Type1Bench.Base), new(4), AreaKind.Anonymous)];
        var bench = new Type1Bench(new() { Areas = areas }).With(V2, Type1Bench.M0);
        bench.Map(0, 4);
        bench.Map(4, 4, offset: 2);
        Assert.Equal(1, bench.Pin(1));
        Assert.Equal(Errno.EFAULT, bench.Join(Type1Bench.P0));
        Assert.Equal(1, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(1, bench.Pins(1));
        Assert.Equal(0, bench.Tables.Tables.Count);
        Assert.Equal(0, bench.Tables.Domains.Count);
    }

    [Fact]
    public void Mappings_are_disjoint_and_go_as_a_whole()
    {
        var bench = new Type1Bench().With(V2, Type1Bench.M0);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(-(int)Errno.EEXIST, bench.Map(3, 1));
        Assert.Equal(0, bench.Map(4, 1));
        Assert.Equal(-(int)Errno.EINVAL, bench.Unmap(1, 1));
        Assert.Equal(-(int)Errno.EINVAL, bench.Unmap(0, 2));
        Assert.Equal(5, bench.Unmap(0, 8));
    }

    [Fact]
    public void In_the_first_version_the_first_byte_decides()
    {
        var bench = new Type1Bench().With(ContainerKind.Type1, Type1Bench.M0);
        bench.Map(0, 4);
        Assert.Equal(0, bench.Unmap(1, 1));
        Assert.Equal(4, bench.Unmap(0, 1));
        Assert.Equal(-(int)Errno.EACCES, bench.Pin(0));
    }

    [Fact]
    public void A_pin_that_fails_leaves_nothing_pinned()
    {
        var bench = new Type1Bench().With(V2, Type1Bench.M0);
        bench.Map(0, 2);
        Assert.Equal(-(int)Errno.EINVAL, bench.List(true, 0, 1, 2));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
        Assert.Empty(bench.Before<VendorDriverMessage.Page>());
        Assert.Equal(1, bench.List(false, 1, 100));
        Assert.Equal(-(int)Errno.EINVAL, bench.Unpin(100));
        Assert.Equal(-(int)Errno.E2BIG, bench.Pin(0, 513));
        Assert.Equal(-(int)Errno.EINVAL, bench.Pin(0, 0));
    }

    [Fact]
    public void The_log_has_what_was_pinned_since_and_what_still_is()
    {
        var bench = new Type1Bench().With(V2, Type1Bench.M0);
        bench.AskContainer(default(ContainerMessage.StartLog));
        bench.Map(0, 4);
        bench.Pin(1);
        Assert.Equal(0, bench.GetLog(0, 4));
        Assert.Equal([1], bench.Bits());
        bench.Unpin(1);
        bench.GetLog(0, 4);
        Assert.Equal([1], bench.Bits());
        bench.GetLog(0, 4);
        Assert.Empty(bench.Bits());
    }

    [Fact]
    public void An_iommu_that_pins_nothing_may_have_written_everything()
    {
        var bench = new Type1Bench().With(V2, Type1Bench.P0);
        bench.AskContainer(default(ContainerMessage.StartLog));
        bench.Map(0, 4);
        bench.GetLog(0, 4);
        Assert.Equal([0, 1, 2, 3], bench.Bits());
        Assert.Equal(4, bench.Unmap(0, 4, UnmapModes.Dirty, 8));
        Assert.Equal([0, 1, 2, 3], bench.Bits());
    }

    [Fact]
    public void A_large_range_is_pinned_mapped_and_unmapped_by_runs()
    {
        const ulong Pages = 1UL << 28;
        AreaOptions[] areas = [new(new(Type1Bench.Base), new(Pages), AreaKind.Anonymous)];
        var bench = new Type1Bench(new() { Areas = areas }).With(V2, Type1Bench.P0);
        Assert.Equal(0, bench.Map(0, Pages));
        Assert.Equal((long)Pages, bench.LockedPages);
        Assert.Equal((long)Pages, bench.Unmap(0, Pages));
        Assert.Equal(0, bench.LockedPages);
    }
}
