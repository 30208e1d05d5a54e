using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>
/// The examples that the specification works out for type1 containers, by their numbers, as posted, as merged, with the
/// first dirty log, and as they should be.
/// </summary>
public sealed class Type1ExampleTests
{
    private const string Posted = "POSTED";
    private const string Merged = "MERGED";
    private const string Dirty = "DIRTY";
    private const string Fixed = "FIXED";
    private const ContainerKind V2 = ContainerKind.Type1v2;

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_1_a_map_pins_and_charges(string profile)
    {
        var bench = Backed(profile, limit: 10);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(1, bench.Pins(0));
        Assert.Equal(1, bench.Pins(3));
        Assert.Equal(65534, bench.Container.Available.Value);
    }

    [Theory]
    [InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Examples_2_and_3_a_driver_adds_a_pin_and_no_charge(string profile)
    {
        var bench = Both(profile, limit: 10);
        bench.Map(0, 4);
        Assert.Equal(1, bench.Pin(0));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(2, bench.Pins(0));
        Assert.Equal(1U, bench.Container.Pins.RunAt(default).Refs);
        Assert.Equal(1, bench.Pin(0));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(2, bench.Pins(0));
        Assert.Equal(2U, bench.Container.Pins.RunAt(default).Refs);
    }

    /// <summary>T1-08: the first page is not found when it is given back, so nothing is.</summary>
    [Fact]
    public void Example_4_as_posted_the_first_page_of_a_mapping_is_not_given_back()
    {
        var bench = Both(Posted, limit: 10);
        bench.Map(0, 4);
        bench.Pin(0);
        Assert.Equal(-(int)Errno.EINVAL, bench.Unpin(0));
    }

    [Theory, InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_4_the_last_unpin_gives_the_page_back_and_no_charge(string profile)
    {
        var bench = Both(profile, limit: 10);
        bench.Map(0, 4);
        bench.Pin(0);
        bench.Pin(0);
        Assert.Equal(1, bench.Unpin(0));
        Assert.Equal(1, bench.Unpin(0));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(1, bench.Pins(0));
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
    }

    [Theory, InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_5_an_unmap_tells_the_driver_once(string profile)
    {
        var bench = Both(profile, limit: 10);
        bench.Map(0, 4);
        bench.Pin(0);
        Assert.Equal(4, bench.Unmap(0, 4));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(1, bench.Callbacks);
        Assert.Equal(65535, bench.Container.Available.Value);
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_6_a_driver_that_never_unpins_is_fatal_at_the_twelfth_look(string profile)
    {
        var bench = new Type1Bench(Of(profile) with { Policy = CallbackPolicy.Refuse })
            .With(V2, Type1Bench.P0, Type1Bench.M0);
        bench.Map(0, 4);
        bench.Pin(0);
        Assert.Throws<BrokenPromiseException>(() => bench.Unmap(0, 4));
        Assert.Equal(11, bench.Callbacks);
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Examples_7_to_9_an_iommu_comes_late_and_leaves(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(2, bench.Pin(0, 2));
        Assert.Equal(2, bench.LockedPages);
        Assert.Equal(Errno.None, bench.Join(Type1Bench.P0));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(2, bench.Pins(1));
        Assert.Equal(1, bench.Pins(2));
        Assert.Equal(Errno.None, bench.Group(Type1Bench.P0, default(GroupMessage.UnsetContainer)));
        Assert.Equal(2, bench.LockedPages);
        Assert.Equal(1, bench.Pins(1));
        Assert.Equal(0, bench.Pins(2));
    }

    [Theory]
    [InlineData(Merged, "", 3, 0), InlineData(Dirty, "", 3, 0), InlineData(Fixed, "", 3, 0)]
    [InlineData(Fixed, "T1-04", 3, 1), InlineData(Posted, "", 4, 2)]
    public void Example_10_a_reserved_page_is_not_charged(string profile, string also, int mapped, int left)
    {
        var options = Of(profile) with { Areas = Areas(AreaKind.DriverReserved) };
        var bench = new Type1Bench(options with { Defects = new([.. options.Defects.Ids, also]) })
            .With(V2, Type1Bench.P0, Type1Bench.M0);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(1, bench.Pin(2));
        Assert.Equal(mapped, bench.LockedPages);
        Assert.Equal(Errno.None, bench.Leave(Type1Bench.P0));
        Assert.Equal(left, bench.LockedPages);
    }

    [Theory, InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_11_the_limit_may_be_reached_and_not_passed(string profile)
    {
        var bench = Backed(profile, limit: 4);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(-(int)Errno.ENOMEM, bench.Map(8, 1, offset: 8));
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(1, bench.Container.Mappings.Count);
    }

    [Fact]
    public void Example_12_as_posted_the_limit_is_one_page_too_strict_and_leaves_a_charge()
    {
        var bench = Backed(Posted, limit: 4);
        Assert.Equal(-(int)Errno.ENOMEM, bench.Map(0, 4));
        Assert.Equal(1, bench.LockedPages);
        Assert.Equal(0, bench.Container.Mappings.Count);
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Examples_13_and_14_mappings_are_disjoint_and_never_bisected(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        Assert.Equal(0, bench.Map(0, 4));
        Assert.Equal(-(int)Errno.EEXIST, bench.Map(3, 1));
        Assert.Equal(0, bench.Map(4, 1));
        Assert.Equal(2, bench.Container.Mappings.Count);
        Assert.Equal(1, bench.Unmap(4, 1));
        Assert.Equal(-(int)Errno.EINVAL, bench.Unmap(1, 1));
        Assert.Equal(-(int)Errno.EINVAL, bench.Unmap(0, 2));
        Assert.Equal(4, bench.Unmap(0, 8));
        Assert.Equal(0, bench.Container.Mappings.Count);
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_15_in_the_first_version_the_first_byte_decides(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(ContainerKind.Type1, Type1Bench.M0);
        bench.Map(0, 4);
        Assert.Equal(0, bench.Unmap(1, 1));
        Assert.Equal(4, bench.Unmap(0, 1));
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_16_a_map_without_alignment_size_or_rights_is_refused(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        ContainerMessage.Map odd = new(new(0x800), new(Type1Bench.Base), new(4096), MapModes.ReadWrite, default);
        Assert.Equal(-(int)Errno.EINVAL, bench.AskContainer(odd));
        Assert.Equal(-(int)Errno.EINVAL, bench.Map(0, 0));
        Assert.Equal(-(int)Errno.EINVAL, bench.Map(0, 1, MapModes.None));
        Assert.Equal(0, bench.Container.Mappings.Count);
    }

    [Theory]
    [InlineData(Posted, Errno.EINVAL), InlineData(Merged, Errno.EINVAL), InlineData(Dirty, Errno.EINVAL)]
    [InlineData(Fixed, Errno.EOVERFLOW)]
    public void Example_17_the_last_page_can_be_mapped_and_no_more(string profile, Errno wrapped)
    {
        const ulong LastPage = ulong.MaxValue >> 12;
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        Assert.Equal(0, bench.Map(LastPage, 1));
        Assert.Equal(-(long)wrapped, bench.Map(LastPage, 2));
    }

    /// <summary>The end of the addresses is looked at before the alignment, since 6.18.</summary>
    [Theory]
    [InlineData(Posted, Errno.EINVAL), InlineData(Merged, Errno.EINVAL), InlineData(Dirty, Errno.EINVAL)]
    [InlineData(Fixed, Errno.EOVERFLOW)]
    public void An_unaligned_map_past_the_last_address_is_refused_as_past_it(string profile, Errno wrapped)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        ContainerMessage.Map map = new(
            new(ulong.MaxValue - 0x7ff), new(Type1Bench.Base), new(4096), MapModes.ReadWrite, default);
        Assert.Equal(-(long)wrapped, bench.AskContainer(map));
    }

    [Theory, InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_18_a_pin_that_fails_leaves_nothing_pinned(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        bench.Map(0, 2);
        Assert.Equal(-(int)Errno.EINVAL, bench.List(true, 0, 1, 2));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
        Assert.Empty(bench.Before<VendorDriverMessage.Page>());
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_19_a_pin_asks_for_no_more_than_the_mapping_allows(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        bench.Map(0, 1, MapModes.Read);
        Assert.Equal(-(int)Errno.EPERM, bench.Pin(0, 1, MapModes.Write));
    }

    [Theory, InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_20_an_unpin_counts_entries_and_a_page_never_pinned_is_one(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        Assert.Equal(-(int)Errno.EINVAL, bench.Unpin(100));
        Assert.Equal(0, bench.Map(0, 2));
        Assert.Equal(1, bench.List(false, 1, 100));
        Assert.Equal(1, bench.Unpin(1));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_21_pins_of_nothing_of_too_much_or_unheard_are_refused(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        bench.Map(0, 1);
        Assert.Equal(-(int)Errno.EINVAL, bench.Pin(0, 0));
        Assert.Equal(-(int)Errno.E2BIG, bench.Pin(0, 513));
        var first = new Type1Bench(Of(profile)).With(ContainerKind.Type1, Type1Bench.M0);
        first.Map(0, 1);
        Assert.Equal(-(int)Errno.EACCES, first.Pin(0));
        var deaf = new Type1Bench(Of(profile)).With(V2, Type1Bench.P0);
        deaf.Map(0, 1);
        Assert.Equal(-(int)Errno.EINVAL, deaf.Pin(0));
    }

    [Theory, InlineData(Posted), InlineData(Merged)]
    public void Example_22_mappings_were_not_limited_before_2019(string profile)
    {
        var bench = new Type1Bench(Of(profile) with { MappingsMax = 3 }).With(V2, Type1Bench.M0);
        for (var page = 0UL; page < 4; page++) { Assert.Equal(0, bench.Map(page, 1)); }
    }

    [Theory, InlineData(Dirty), InlineData(Fixed)]
    public void Example_22_mappings_are_limited_since_2019(string profile)
    {
        var bench = new Type1Bench(Of(profile) with { MappingsMax = 3 }).With(V2, Type1Bench.M0);
        for (var page = 0UL; page < 3; page++) { Assert.Equal(0, bench.Map(page, 1)); }
        Assert.Equal(-(int)Errno.ENOSPC, bench.Map(3, 1));
        Assert.Equal(1, bench.Unmap(0, 1));
        Assert.Equal(0, bench.Map(3, 1));
        Assert.Equal(0, bench.Container.Available.Value);
    }

    [Theory, InlineData(Dirty), InlineData(Fixed)]
    public void Example_23_what_is_pinned_is_dirty_again(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.M0);
        bench.AskContainer(default(ContainerMessage.StartLog));
        bench.Map(0, 4);
        bench.Pin(1);
        foreach (var bits in new int[][] { [1], [1], [] })
        {
            Assert.Equal(0, bench.GetLog(0, 4));
            Assert.Equal(bits, bench.Bits());
            bench.Unpin(1);
        }
    }

    [Theory, InlineData(Dirty), InlineData(Fixed)]
    public void Example_24_an_iommu_that_pins_nothing_may_have_written_everything(string profile)
    {
        var bench = new Type1Bench(Of(profile)).With(V2, Type1Bench.P0);
        bench.AskContainer(default(ContainerMessage.StartLog));
        bench.Map(0, 4);
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(0, bench.GetLog(0, 4));
            Assert.Equal([0, 1, 2, 3], bench.Bits());
        }
    }

    [Theory, InlineData(Merged), InlineData(Dirty), InlineData(Fixed)]
    public void Example_25_a_second_reference_is_no_charge(string profile)
    {
        var bench = new Type1Bench(Of(profile) with { LimitPages = 1 }).With(V2, Type1Bench.M0);
        bench.Map(0, 4);
        Assert.Equal(1, bench.Pin(0));
        Assert.Equal(-(int)Errno.ENOMEM, bench.Pin(1));
        Assert.Equal(1, bench.Pin(0));
        Assert.Equal(1, bench.LockedPages);
        Assert.Equal(2U, bench.Container.Pins.RunAt(default).Refs);
    }

    [Theory, InlineData(Merged, -(int)Errno.ENOMEM), InlineData(Dirty, 1), InlineData(Fixed, 1)]
    public void Example_26_a_page_that_the_iommu_has_charged_fits(string profile, long pinned)
    {
        var bench = Both(profile, limit: 4);
        bench.Map(0, 4);
        Assert.Equal(pinned, bench.Pin(0));
        Assert.Equal(4, bench.LockedPages);
    }

    private static Type1Bench Backed(string profile, ulong limit) =>
        new Type1Bench(Of(profile) with { LimitPages = limit }).With(V2, Type1Bench.P0);

    private static Type1Bench Both(string profile, ulong limit) =>
        new Type1Bench(Of(profile) with { LimitPages = limit }).With(V2, Type1Bench.P0, Type1Bench.M0);

    private static Type1BenchOptions Of(string name)
    {
        DefectSet defects = new(Type1Profiles.All.Single(profile => profile.Name == name).Defects);
        return new() { Defects = defects };
    }

    /// <summary>Memory, but for the third page.</summary>
    private static AreaOptions[] Areas(AreaKind third) =>
    [
        new(new(Type1Bench.Base), new(2), AreaKind.Anonymous), new(new(Type1Bench.Base + 0x2000), new(1), third),
        new(new(Type1Bench.Base + 0x3000), new(1), AreaKind.Anonymous),
    ];
}
