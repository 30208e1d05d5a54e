using Akka.Actor;
using VfioActors.Hosting;
using VfioActors.Hosting.Parts;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.TestKit.Tests;

/// <summary>Probes as drivers, devices and guests of the simulated kernel, where time stands still.</summary>
public sealed class TopologyTests()
    : VfioTestKit("akka { loglevel = OFF, test.single-expect-default = 1m }", virtualTime: true)
{
    private static readonly ByteCount Page = PageCount.One.Bytes;
    private static readonly ContainerMessage.Map Map = new(new(0), new(0x100000), Page, MapModes.ReadWrite, default);
    private static readonly ContainerMessage.Pin Pin = new(new(0), PageCount.One, MapModes.ReadWrite, default);
    private static readonly ContainerMessage.Unmap Unmap = new(new(0), Page, default, UnmapModes.None, default);

    // What README.md shows:
    [Fact]
    public void A_driver_is_told_of_an_unmap_before_it_is_answered()
    {
        StartVfio(Machine);
        var (driver, container) = (Play("m0-driver"), Door("c0"));
        container.Tell(Map);
        ExpectMsg<ContainerMessage.Done>();
        driver.Send(Door("m0-driver"), Pin);
        driver.ExpectMsg<ContainerMessage.Pinned>();
        driver.ExpectMsg<ContainerMessage.Done>();
        container.Tell(Unmap);
        var told = driver.ExpectMsg<VendorDriverMessage.DmaUnmap>();
        ExpectNoMsg(TimeSpan.Zero);
        driver.Reply(new ContainerMessage.Unpin(told.Iova, told.Size.Pages, default));
        driver.Reply(new ContainerMessage.Told(told.Slot, told.Round));
        ExpectMsg(new ContainerMessage.Done(4096, Errno.None, 0));
    }

    // That was it.
    [Fact]
    public void A_driver_that_never_answers_loses_its_part_when_its_time_is_out()
    {
        StartVfio(Machine);
        var (driver, container) = (Play("m0-driver"), Door("c0"));
        container.Tell(Map);
        ExpectMsg<ContainerMessage.Done>();
        driver.Send(Door("m0-driver"), Pin);
        driver.ExpectMsg<ContainerMessage.Pinned>();
        driver.ExpectMsg<ContainerMessage.Done>();
        container.Tell(Unmap);
        driver.ExpectMsg<VendorDriverMessage.DmaUnmap>();
        Advance(TimeSpan.FromSeconds(4));
        driver.ExpectNoMsg(TimeSpan.Zero);
        Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Errno.ETIMEDOUT, driver.ExpectMsg<PartLost>().Error);
        ExpectMsg(new ContainerMessage.Done(4096, Errno.None, 0));
    }

    [Fact]
    public void A_guest_is_signalled_when_a_device_faults()
    {
        StartVfio(Machine);
        var (device, guest) = (Play("f0-device"), Play("f0-guest"));
        guest.Send(Door("f0-guest"), default(FaultQueueMessage.Open));
        Assert.Equal(Errno.None, guest.ExpectMsg<FaultUserMessage.Done>().Error);
        guest.Send(Door("f0-guest"), new IrqTableMessage.SetTrigger(0, 1));
        guest.ExpectMsg(new FaultUserMessage.Done(0, Errno.None));
        device.Send(Door("f0-device"), new FaultReporterMessage.Raise(default, FaultRecord.Unrecoverable(new(4096))));
        device.ExpectMsg(new EndpointMessage.Raised(Errno.None));
        guest.ExpectMsg<FaultUserMessage.Signalled>();
    }

    [Fact]
    public void Who_is_not_there_is_said()
    {
        StartVfio(Machine);
        Assert.Equal("users call no actor named 'c9'", Assert.Throws<ArgumentException>(() => Door("c9")).Message);
        Play("m0-driver");
        Assert.Throws<ArgumentException>(() => Play("m0-driver"));
    }

    private static void Machine(VfioActorsOptions options)
    {
        options.Topology.Memories["mm"] = new();
        options.Topology.Containers["c0"] = new("mm");
        options.Topology.Mdevs["m0"] = new() { Container = "c0", OwnDriver = true };
        options.Topology.FaultQueues["f0"] = new();
    }
}
