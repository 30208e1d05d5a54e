using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>Windows are made, charged and removed with what their entries hold.</summary>
public sealed class WindowTests
{
    private const ulong Second = 1UL << 59;
    private const ulong Huge = 0x200000;

    /// <summary>What a ppc64 kernel 6.12 charged, in pages.</summary>
    public static TheoryData<ulong, int, int, ulong> Sizes => new()
    {
        // 2 GiB of 4 KiB pages: 4 MiB of entries, and as much again for user addresses
        { 1UL << 31, 12, 1, 2048 },
        { 1UL << 34, 16, 1, 1024 },
        { 1UL << 34, 16, 2, 1026 },
        { 1UL << 34, 16, 3, 1028 },
        { 1UL << 34, 16, 4, 1030 },
        { 1UL << 34, 16, 5, 1032 },
        { 1UL << 34, 16, 6, 0 },
        { 1UL << 34, 16, 0, 0 },
        { 1UL << 16, 16, 1, 2 },
        { 0x30000000, 16, 1, 0 },
        { 0, 16, 1, 0 },
        { 1UL << 16, 21, 1, 0 },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void A_table_has_pages(ulong bytes, int shift, int levels, ulong pages) =>
        Assert.Equal(pages, TableSize.Of(new(bytes), new(shift), levels).Value);

    [Theory]
    [InlineData(34, 16, 4, Errno.None), InlineData(34, 16, 5, Errno.EINVAL), InlineData(44, 16, 1, Errno.ENOMEM)]
    public void A_table_cannot_be_made(int size, int shift, int levels, Errno error) =>
        Assert.Equal(error, TableSize.Refusal(new(1UL << size), new(shift), levels));

    [Fact]
    public void The_default_window_is_made_and_charged_by_the_first_map()
    {
        SpaprBench bench = new(new() { IsPending = true });
        Assert.Equal(0, bench.Register(0, 1));
        Assert.Equal(1, bench.LockedPages);
        Assert.Equal(0, bench.Map(0, 0, 1));
        Assert.Equal(3, bench.LockedPages);
        Assert.Equal(0, bench.Unmap(0, 1));
        Assert.Equal(3, bench.LockedPages);
    }

    [Fact]
    public void A_failure_after_the_charge_returns_it()
    {
        SpaprBench bench = new(new() { LimitPages = 1 << 20 });
        Assert.Equal(-(int)Errno.EINVAL, bench.Create(1UL << 34, 16, 5));
        Assert.Equal(0, bench.LockedPages);
    }

    [Fact]
    public void A_window_goes_with_its_entries_and_its_charge()
    {
        SpaprBench bench = new();
        Assert.Equal((long)Second, bench.Create(1 << 20, 12, 1));
        Assert.Equal(0, bench.Register(0, 4));
        Assert.Equal(2 + 4, bench.LockedPages);
        Assert.Equal(0, bench.Map(Second >> 12, 0, 3));
        Assert.Equal(4, bench.Region.Mapped);
        Assert.Equal(0, bench.Remove(Second));
        Assert.Equal(1, bench.Region.Mapped);
        Assert.Equal(4, bench.LockedPages);
        Assert.Equal(0, bench.Unregister(0, 4));
        Assert.Equal(0, bench.LockedPages);
    }

    [Fact]
    public void With_the_last_group_everything_ends()
    {
        SpaprBench bench = new(new() { IsPending = true });
        Assert.Equal(0, bench.Register(0, 4));
        Assert.Equal(0, bench.Map(0, 0, 3));
        Assert.Equal(0, bench.Group(1, new ContainerMessage.AttachGroup(default)));
        Assert.Equal(0, bench.Group(0, default(ContainerMessage.DetachGroup)));
        Assert.Equal(4, bench.Region.Mapped);
        Assert.Equal(SpaprKind.Second, bench.Container.Kind.Value);
        Assert.Equal(0, bench.Group(1, default(ContainerMessage.DetachGroup)));
        Assert.Equal(0, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(SpaprKind.None, bench.Container.Kind.Value);
    }

    /// <summary>What cannot be dropped now is dropped with its last entry.</summary>
    [Fact]
    public void A_region_that_another_container_maps_lives_until_that_unmaps()
    {
        SpaprBench bench = new();
        Assert.Equal(0, bench.Register(0, 2, second: true));
        Assert.Equal(0, bench.Register(4, 1));
        Assert.Equal(0, bench.Map(0, 0, 2));
        Assert.Equal(0, bench.Ask(SpaprBench.C1, default(SpaprContainerMessage.Release)));
        Assert.Equal(3, bench.LockedPages);
        Assert.Equal(1, bench.Pins(0));
        Assert.Equal(-(int)Errno.ENXIO, bench.Map(4, 0, 1));
        Assert.Equal(0, bench.Unmap(0, 2));
        Assert.Equal(1, bench.LockedPages);
        Assert.Equal(0, bench.Pins(0));
    }

    /// <summary>A registration of any size costs what it has runs.</summary>
    [Theory, InlineData(30), InlineData(40)]
    public void Memory_of_any_size_is_registered(int size)
    {
        var pages = 1UL << (size - 12);
        SpaprBench bench = new(new()
        {
            LimitPages = pages,
            Areas = [new(new(SpaprBench.Base), new(pages), AreaKind.Anonymous)],
        });
        Assert.Equal(0, bench.Register(0, pages));
        Assert.Equal((long)pages, bench.LockedPages);
        Assert.Equal(1, bench.Regions.Pages.Count);
        Assert.Equal(1, bench.Pins(pages - 1));
        Assert.Equal(0, bench.Unregister(0, pages));
        Assert.Equal(0, bench.LockedPages);
    }

    /// <summary>
    /// A container of the first kind pins for each entry; a page must not be smaller than an IOMMU page.
    /// </summary>
    [Theory, InlineData(12, AreaKind.Anonymous, 0, 1), InlineData(13, AreaKind.Anonymous, -(int)Errno.EPERM, 0)]
    [InlineData(13, AreaKind.Huge, 0, 1)]
    public void The_first_kind_pins_what_an_entry_opens(int shift, AreaKind kind, int answer, int pins)
    {
        SpaprBench bench = new(new()
        {
            Kind = SpaprKind.First,
            Shift = new(shift),
            Areas = [new(new(Huge), new(512), kind)],
        });
        Assert.Equal(0, bench.Enable());
        Assert.Equal(answer, bench.Map(0, (Huge - SpaprBench.Base) >> 12, 1));
        Assert.Equal(pins, Math.Sign(bench.Mm.PinsAt(default, new(Huge))));
        Assert.Equal(0, bench.Unmap(0, 1));
        Assert.Equal(0, bench.Mm.PinsAt(default, new(Huge)));
        Assert.Equal(0, bench.Mm.Strays.Count);
        Assert.Equal(0, bench.Disable());
        Assert.Equal(0, bench.LockedPages);
    }

    /// <summary>TCE-02 and TCE-19: contracts that were kept.</summary>
    [Fact]
    public void Only_exact_ranges_end_and_an_entry_does_not_lie_over_two_regions()
    {
        SpaprBench bench = new(new() { Shift = new(13) });
        Assert.Equal(0, bench.Register(0, 1));
        Assert.Equal(0, bench.Register(1, 1));
        Assert.Equal(-(int)Errno.EINVAL, bench.Map(0, 0, 1));
        Assert.Equal(-(int)Errno.ENOENT, bench.Unregister(0, 2));
        Assert.Equal(0, bench.Unregister(0, 1));
        Assert.Equal(0, bench.Unregister(1, 1));
    }
}
