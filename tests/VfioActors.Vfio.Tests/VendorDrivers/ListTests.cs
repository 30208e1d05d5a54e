using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.VendorDrivers;

/// <summary>Lists of pages that a driver gives back: it believes to hold what it holds.</summary>
public sealed class ListTests
{
    private const ContainerKind V2 = ContainerKind.Type1v2;

    [Fact]
    public void What_a_list_gives_back_the_driver_holds_no_more()
    {
        var bench = Bench();
        Assert.Equal(3, bench.List(pins: true, 0, 1, 2));
        Assert.Equal(3, bench.List(pins: false, 0, 2, 1));
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
        Assert.Equal(0, bench.FirstDriver.Held.Count);
    }

    /// <summary>
    /// The first driver has given page 1 back by a list, and the second holds it: when the first device is closed its
    /// driver has nothing to drop. Were it to give back what it does not hold, the second would use a page that is
    /// free.
    /// </summary>
    [Fact]
    public void A_driver_whose_device_closes_drops_nothing_that_it_gave_back_by_a_list()
    {
        var bench = Bench();
        bench.List(pins: true, 1, 2);
        bench.List(pins: false, 1, 2);
        Assert.Equal(1, bench.Pin(1, second: true));
        Assert.Equal(Errno.None, bench.Group(Type1Bench.M0, default(GroupMessage.CloseDevice)));
        Assert.Equal(1UL, bench.Container.Pins.Pages.Value);
    }

    [Fact]
    public void A_list_takes_no_reference_that_another_driver_holds()
    {
        var bench = Bench();
        Assert.Equal(1, bench.Pin(1, second: true));
        Assert.Equal(1, bench.Pin(2));
        Assert.Equal(2, bench.List(pins: false, 1, 2));
        Assert.Equal(1UL, bench.Container.Pins.Pages.Value);
        Assert.Equal(1, bench.Unpin(1, second: true));
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
    }

    /// <summary>A page that was pinned twice and stands twice in the list is given back twice.</summary>
    [Fact]
    public void A_page_that_stands_twice_in_a_list_is_given_back_twice()
    {
        var bench = Bench();
        Assert.Equal(2, bench.List(pins: true, 1, 1));
        Assert.Equal(2, bench.List(pins: false, 1, 1));
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
        Assert.Equal(0, bench.FirstDriver.Held.Count);
    }

    [Fact]
    public void A_list_that_is_too_long_is_refused_as_a_whole_and_the_driver_holds_what_it_held()
    {
        var bench = Bench();
        Assert.Equal(2, bench.Pin(0, 2));
        ulong[] pages = [0, 1, .. Enumerable.Repeat(2UL, (int)ContainerMessage.PagesMost.Value - 1)];
        Assert.Equal(-(int)Errno.E2BIG, bench.List(pins: false, pages));
        Assert.Equal(2UL, bench.Container.Pins.Pages.Value);
        Assert.Equal(2, bench.Unpin(0, 2));
        Assert.Equal(0UL, bench.Container.Pins.Pages.Value);
    }

    [Fact]
    public void A_list_whose_end_is_refused_is_forgotten()
    {
        var bench = Bench();
        Assert.Equal(2, bench.Pin(0, 2));
        bench.Group(Type1Bench.M0, default(GroupMessage.CloseDevice));
        Assert.Equal(-(int)Errno.EINVAL, bench.List(pins: false, 0, 1));
        Assert.Equal(Errno.None, bench.Group(Type1Bench.M0, default(GroupMessage.OpenDevice)));
        Assert.Equal(1, bench.Pin(3));
        Assert.Equal(1UL, bench.Container.Pins.Pages.Value);
    }

    private static Type1Bench Bench()
    {
        var bench = new Type1Bench(new() { Policy = CallbackPolicy.UnpinAll }).With(V2, Type1Bench.M0, Type1Bench.M1);
        Assert.Equal(0, bench.Map(0, 8));
        return bench;
    }
}
