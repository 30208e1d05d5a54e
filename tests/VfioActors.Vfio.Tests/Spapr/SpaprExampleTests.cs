using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>
/// The examples that the specification works out for registered memory, by their numbers, as posted, as merged, with
/// owners, as recorded of Linux 6.12, and as they should be. Pages are counted from 0x100000; 100 may be locked.
/// </summary>
public sealed class SpaprExampleTests
{
    private const string Posted = "POSTED";
    private const string Merged = "MERGED";
    private const string Owned = "OWNED";
    private const string Modern = "MODERN";
    private const string Fixed = "FIXED";
    private const int None = 0;

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Owned), InlineData(Modern), InlineData(Fixed)]
    public void Example_1_registering_charges_and_pins(string profile)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(10, bench.LockedPages);
        Assert.Equal(1, bench.Pins(0));
        Assert.Equal(1, bench.Pins(9));
        Assert.Equal(0, bench.Pins(10));
        Assert.Equal(1, bench.Region.Mapped);
        Assert.Equal(1, bench.Region.Used);
    }

    [Theory, InlineData(Posted, true), InlineData(Fixed, false)]
    public void Example_2_unregistering_uncharges(string profile, bool overdraws)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(None, bench.Unregister(0, 10));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(overdraws, bench.Mm.Overdrawn.Count > 0);
        Assert.Equal(0, bench.Regions.Regions.Count);
    }

    [Theory, InlineData(Posted, 0), InlineData(Fixed, 20)]
    public void Example_3_what_others_have_locked_stays(string profile, int locked)
    {
        var bench = Of(profile);
        bench.Carry(SpaprBench.Memory, new GuestMemoryMessage.Recharge(20, default, 0));
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(None, bench.Unregister(0, 10));
        Assert.Equal(locked, bench.LockedPages);
    }

    [Theory, InlineData(Posted, None), InlineData(Fixed, -(int)Errno.ENOENT)]
    public void Example_4_what_was_never_registered(string profile, int answer) =>
        Assert.Equal(answer, Of(profile).Unregister(0, 10));

    [Theory]
    [InlineData(Posted, -(int)Errno.EBUSY, 1), InlineData(Merged, None, 2), InlineData(Owned, -(int)Errno.EBUSY, 1)]
    [InlineData(Modern, -(int)Errno.EBUSY, 1), InlineData(Fixed, -(int)Errno.EBUSY, 1)]
    public void Example_5_the_same_range_twice(string profile, int answer, int used)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(answer, bench.Register(0, 10));
        Assert.Equal(10, bench.LockedPages);
        Assert.Equal(used, bench.Region.Used);
    }

    [Theory, InlineData(Posted, Errno.EBUSY), InlineData(Merged, Errno.EINVAL), InlineData(Owned, Errno.EINVAL)]
    [InlineData(Modern, Errno.EINVAL), InlineData(Fixed, Errno.EINVAL)]
    public void Example_6_an_overlap(string profile, Errno error)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(-(int)error, bench.Register(5, 10));
        Assert.Equal(10, bench.LockedPages);
        Assert.Equal(1, bench.Pins(5));
        Assert.Equal(0, bench.Pins(12));
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Owned), InlineData(Modern), InlineData(Fixed)]
    public void Example_7_what_is_not_whole_pages(string profile)
    {
        var bench = Of(profile);
        Assert.Equal(-(int)Errno.EINVAL, bench.Ask(SpaprBench.C0, new SpaprContainerMessage.Register(
            new(SpaprBench.Base + 0x800), new(4096), default, default)));
        Assert.Equal(-(int)Errno.EINVAL, bench.Ask(SpaprBench.C0, new SpaprContainerMessage.Register(
            new(SpaprBench.Base), new(0x800), default, default)));
        Assert.Equal(0, bench.LockedPages);
    }

    [Theory, InlineData(Posted), InlineData(Merged), InlineData(Owned), InlineData(Modern), InlineData(Fixed)]
    public void Example_8_over_the_limit(string profile)
    {
        var bench = Of(profile);
        Assert.Equal(-(int)Errno.ENOMEM, bench.Register(0, 101));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(None, bench.Register(0, 100));
    }

    [Theory, InlineData(Posted, -(int)Errno.EFAULT), InlineData(Merged, -(int)Errno.EFAULT)]
    [InlineData(Owned, -(int)Errno.EFAULT), InlineData(Modern, 7), InlineData(Fixed, -(int)Errno.EFAULT)]
    public void Example_9_a_page_is_missing(string profile, int answer)
    {
        SpaprBench bench = new(SpaprBenchOptions.Of(profile) with
        {
            Areas =
            [
                new(new(SpaprBench.Base), new(7), AreaKind.Anonymous),
                new(new(SpaprBench.Base + (8 << Paging.Shift)), new(8), AreaKind.Anonymous),
            ],
        });
        Assert.Equal(answer, bench.Register(0, 10));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(0, bench.Pins(8));
        Assert.Equal(0, bench.Regions.Regions.Count);
    }

    [Theory]
    [InlineData(Merged, Errno.EBUSY, Errno.None, 0), InlineData(Owned, Errno.EBUSY, Errno.None, 0)]
    [InlineData(Modern, Errno.None, Errno.ENOENT, 10), InlineData(Fixed, Errno.EBUSY, Errno.None, 0)]
    public void Examples_10_to_12_a_region_that_is_mapped(string profile, Errno first, Errno second, int left)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(None, bench.Map(0, 0, 2));
        Assert.Equal(10, bench.LockedPages);
        Assert.Equal(3, bench.Region.Mapped);
        Assert.Equal(-(int)first, bench.Unregister(0, 10));
        Assert.Equal(10, bench.LockedPages);
        Assert.Equal(None, bench.Unmap(0, 2));
        Assert.Equal(-(int)second, bench.Unregister(0, 10));
        Assert.Equal(left, bench.LockedPages);
    }

    [Fact]
    public void Example_13_as_posted_pages_are_released_while_mapped()
    {
        var bench = Of(Posted);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(None, bench.Map(0, 0, 1));
        Assert.Equal(None, bench.Unregister(0, 10));
        Assert.Equal(-(int)Errno.EPERM, bench.Unmap(0, 1));
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(1, bench.Tables.Entries.Leaves);
    }

    [Fact]
    public void Example_14_as_posted_a_page_is_kept_for_ever()
    {
        var bench = Of(Posted);
        Assert.Equal(None, bench.Enable());
        Assert.Equal(None, bench.Map(0, 20, 1));
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(None, bench.Unmap(0, 1));
        Assert.Equal(74, bench.LockedPages);
        Assert.Equal(1, bench.Pins(20));
        Assert.Equal(0, bench.Tables.Entries.Leaves);
    }

    [Fact]
    public void Example_15_as_posted_the_same_charge_is_returned_twice()
    {
        var bench = Of(Posted);
        Assert.Equal(None, bench.Enable());
        Assert.Equal(None, bench.Disable());
        Assert.Equal(None, bench.Register(0, 80));
        Assert.Equal(80, bench.LockedPages);
        Assert.Equal(None, bench.Release());
        Assert.Equal(0, bench.LockedPages);
        Assert.True(bench.Mm.Overdrawn[default] >= 64);
    }

    [Theory, InlineData(Posted, Errno.None, 1), InlineData(Fixed, Errno.EINVAL, 0)]
    [InlineData(Merged, Errno.ENOMEM, 0), InlineData(Owned, Errno.ENOMEM, 0), InlineData(Modern, Errno.ENOMEM, 0)]
    public void Example_16_a_region_of_no_bytes(string profile, Errno error, int enabled)
    {
        var bench = Of(profile);
        Assert.Equal(-(int)error, bench.Register(0, 0));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(enabled, bench.Container.Enabled.Value);
    }

    [Theory, InlineData(Merged), InlineData(Owned), InlineData(Modern), InlineData(Fixed)]
    public void Example_17_enabling(string profile)
    {
        SpaprBench bench = new(SpaprBenchOptions.Of(profile) with { Kind = SpaprKind.First });
        Assert.Equal(None, bench.Enable());
        Assert.Equal(-(int)Errno.EBUSY, bench.Enable());
        Assert.Equal(64, bench.LockedPages);
        SpaprBench empty = new(SpaprBenchOptions.Of(profile) with { Kind = SpaprKind.First, HasGroups = false });
        Assert.Equal(-(int)Errno.ENODEV, empty.Enable());
    }

    [Theory, InlineData(Merged), InlineData(Owned), InlineData(Modern), InlineData(Fixed)]
    public void Example_18_calls_of_the_other_kind(string profile)
    {
        Assert.Equal(-(int)Errno.ENOTTY, Of(profile).Enable());
        SpaprBench first = new(SpaprBenchOptions.Of(profile) with { Kind = SpaprKind.First });
        Assert.Equal(-(int)Errno.ENOTTY, first.Register(0, 1));
    }

    [Theory, InlineData(Posted, Errno.EFAULT), InlineData(Merged, Errno.EINVAL), InlineData(Owned, Errno.EINVAL)]
    [InlineData(Modern, Errno.EINVAL), InlineData(Fixed, Errno.EINVAL)]
    public void Example_19_maps_that_lead_nowhere(string profile, Errno outside)
    {
        var bench = Of(profile);
        Assert.Equal(-(int)Errno.EPERM, bench.Map(0, 0, 1));
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(-(int)outside, bench.Map(0, 20, 1));
        Assert.Equal(-(int)Errno.ENXIO, bench.Map(64, 0, 1));
    }

    [Theory, InlineData(Merged), InlineData(Owned), InlineData(Modern), InlineData(Fixed)]
    public void Example_20_two_containers_share_a_region(string profile)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(None, bench.Register(0, 10, second: true));
        Assert.Equal(10, bench.LockedPages);
        Assert.Equal(2, bench.Region.Used);
        Assert.Equal(None, bench.Unregister(0, 10));
        Assert.Equal(10, bench.LockedPages);
        Assert.Equal(1, bench.Region.Used);
    }

    [Theory, InlineData(Owned), InlineData(Modern), InlineData(Fixed)]
    public void Example_21_a_container_belongs_to_its_first_process(string profile)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        bench.Carry(SpaprBench.Memory, new GuestMemoryMessage.Fork(default, new(1)));
        Assert.Equal(-(int)Errno.EPERM, bench.Register(0, 10, caller: 1));
        Assert.Equal(-(int)Errno.EPERM, bench.Unregister(0, 10, caller: 1));
        Assert.Equal(10, bench.LockedPages);
        Assert.Equal(0, bench.Mm.Processes[new(1)].LockedPages);
    }

    [Theory, InlineData(Merged), InlineData(Owned), InlineData(Modern), InlineData(Fixed)]
    public void Example_22_a_map_that_fails_half_way(string profile)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(-(int)Errno.EINVAL, bench.Map(0, 8, 4));
        Assert.Equal(1, bench.Region.Mapped);
        Assert.Equal(0, bench.Tables.Entries.Leaves);
    }

    [Theory, InlineData(Modern, 1), InlineData(Fixed, -(int)Errno.EINVAL)]
    public void Example_23_an_address_that_is_not_aligned(string profile, int answer)
    {
        var bench = Of(profile);
        Assert.Equal(None, bench.Register(0, 10));
        Assert.Equal(answer, bench.Ask(SpaprBench.C0, new SpaprContainerMessage.Unmap(
            new(0x800), new(4096), default, default)));
    }

    private static SpaprBench Of(string profile) => new(SpaprBenchOptions.Of(profile));
}
