using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Kernels;
using VfioActors.Hosting.Parts;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

/// <summary>Probes of the application play vendor drivers, devices and guests of the topology.</summary>
public sealed class PartTests : TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    public PartTests()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
    }

    [Fact]
    public async Task A_driver_of_the_application_pins_and_drops_its_pins_when_it_is_told()
    {
        using var host = await StartAsync();
        var (driver, part) = await TakeAsync(host, "m0-driver");
        var container = await DoorAsync(host, "c0");
        await container.AskOf<ContainerMessage.Done>(Map(0, 8));
        part.Tell(new ContainerMessage.Pin(At(2), new(3), MapModes.ReadWrite, default), driver);
        Assert.Equal(At(2), Pinned(driver).Iova);
        Assert.Equal(new PageCount(3), Pages(driver));
        container.Tell(Unmap(0, 8), TestActor);
        var told = driver.ExpectMsg<VendorDriverMessage.DmaUnmap>(Long);
        Assert.Equal(At(0), told.Iova);
        Assert.Equal(Bytes(8), told.Size);
        ExpectNoMsg(TimeSpan.Zero);
        driver.Reply(new ContainerMessage.Unpin(At(1), new(5), default));
        driver.Reply(new ContainerMessage.Told(told.Slot, told.Round));
        Assert.Equal(new ContainerMessage.Done(5, Errno.None, 0), driver.ExpectMsg<ContainerMessage.Done>(Long));
        ExpectMsg(new ContainerMessage.Done(Bytes(8).Value, Errno.None, 0), Long);
        Assert.True((await DrainedAsync(host)).IsClean);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unmap_goes_on_when_the_driver_dies_or_never_answers(bool dies)
    {
        using var host = await StartAsync(dies ? Long : TimeSpan.FromMilliseconds(50));
        var (driver, part) = await TakeAsync(host, "m0-driver");
        using var events = await EventsAsync(host);
        var container = await DoorAsync(host, "c0");
        await container.AskOf<ContainerMessage.Done>(Map(0, 8));
        part.Tell(new ContainerMessage.Pin(At(0), new(8), MapModes.ReadWrite, default), driver);
        part.Tell(new ContainerMessage.Pin(At(4), new(1), MapModes.ReadWrite, default), driver);
        Pinned(driver);
        driver.ExpectMsg<ContainerMessage.Done>(Long);
        Pinned(driver);
        driver.ExpectMsg<ContainerMessage.Done>(Long);
        container.Tell(Unmap(0, 8), TestActor);
        driver.ExpectMsg<VendorDriverMessage.DmaUnmap>(Long);
        if (dies) { Sys.Stop(driver); }
        ExpectMsg(new ContainerMessage.Done(Bytes(8).Value, Errno.None, 0), Long);
        if (!dies)
        {
            var lost = driver.ExpectMsg<PartLost>(Long);
            Assert.Equal(new(Errno.ETIMEDOUT, "did not answer DmaUnmap within 00:00:00.0500000"), lost);
        }

        Assert.True((await DrainedAsync(host)).IsClean);
        Assert.Equal(["Mapped", "Pinned", "Pinned", "PartFree", "Unmapped"], await NamesOfAsync(events));
    }

    [Fact]
    public async Task A_driver_that_keeps_pages_whatever_it_is_told_loses_its_part_before_the_kernel_dies()
    {
        using var host = await StartAsync();
        var (driver, part) = await TakeAsync(host, "m0-driver");
        var container = await DoorAsync(host, "c0");
        await container.AskOf<ContainerMessage.Done>(Map(0, 8));
        part.Tell(new ContainerMessage.Pin(At(0), new(1), MapModes.ReadWrite, default), driver);
        Pinned(driver);
        driver.ExpectMsg<ContainerMessage.Done>(Long);
        container.Tell(Unmap(0, 8), TestActor);
        for (var round = 0; round < 10; round++)
        {
            var told = driver.ExpectMsg<VendorDriverMessage.DmaUnmap>(Long);
            driver.Reply(new ContainerMessage.Told(told.Slot, told.Round));
        }

        Assert.Equal(Errno.EBUSY, driver.ExpectMsg<PartLost>(Long).Error);
        ExpectMsg(new ContainerMessage.Done(Bytes(8).Value, Errno.None, 0), Long);
        Assert.True((await DrainedAsync(host)).IsClean);
    }

    [Fact]
    public async Task Who_calls_a_container_that_is_gone_is_answered_so()
    {
        using var host = await StartAsync();
        var (driver, part) = await TakeAsync(host, "m0-driver");
        var kernel = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!;
        var container = (IInternalActorRef)kernel.System.Directory.Find("c0")!;
        container.Suspend();
        part.Tell(new ContainerMessage.Pin(At(0), new(1), MapModes.ReadWrite, default), driver);
        part.Tell(new ContainerMessage.Access(At(0), new(1), default, default, 0, 5), driver);
        part.Tell(new ContainerMessage.Told(0, 9), driver);
        part.Tell("asked in vain", driver);
        Assert.Equal(Errno.ENOTTY, driver.ExpectMsg<ContainerMessage.Done>(Long).Error);
        container.Stop();
        driver.ExpectMsg(new ContainerMessage.Done(0, Errno.EIO, 0), Long);
        driver.ExpectMsg(new ContainerMessage.Moved(default, Errno.EIO, 5), Long);
        part.Tell(new ContainerMessage.Pin(At(0), new(1), MapModes.ReadWrite, default), driver);
        driver.ExpectMsg(new ContainerMessage.Done(0, Errno.EINVAL, 0), Long);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_device_is_opened_and_closed_by_its_driver_and_not_without_one()
    {
        using var host = await StartAsync();
        var group = await DoorAsync(host, "m0");
        var (driver, part) = await TakeAsync(host, "m0-driver");
        await container(host, Map(0, 8));
        part.Tell(new ContainerMessage.Pin(At(0), new(1), MapModes.ReadWrite, default), driver);
        Pinned(driver);
        driver.ExpectMsg<ContainerMessage.Done>(Long);
        group.Tell(new GroupMessage.CloseDevice(), TestActor);
        driver.ExpectMsg<VendorDriverMessage.Close>(Long);
        driver.Reply(default(VendorDriverMessage.Closed));
        Assert.Equal(Errno.None, ExpectMsg<GroupMessage.Done>(Long).Error);
        part.Tell(new ContainerMessage.Pin(At(0), new(1), MapModes.ReadWrite, default), driver);
        Assert.Equal(Errno.EINVAL, driver.ExpectMsg<ContainerMessage.Done>(Long).Error);
        group.Tell(new GroupMessage.OpenDevice(), TestActor);
        driver.ExpectMsg<VendorDriverMessage.Open>(Long);
        driver.Reply(new VendorDriverMessage.Opened(Errno.ENOMEM));
        Assert.Equal(Errno.ENOMEM, ExpectMsg<GroupMessage.Done>(Long).Error);
        group.Tell(new GroupMessage.OpenDevice(), TestActor);
        driver.ExpectMsg<VendorDriverMessage.Open>(Long);
        driver.Reply(new VendorDriverMessage.Opened(Errno.None));
        Assert.Equal(Errno.None, ExpectMsg<GroupMessage.Done>(Long).Error);
        group.Tell(new GroupMessage.CloseDevice(), TestActor);
        driver.ExpectMsg<VendorDriverMessage.Close>(Long);
        part.Tell(new LeavePart(), driver);
        Assert.Equal(Errno.None, ExpectMsg<GroupMessage.Done>(Long).Error);
        group.Tell(new GroupMessage.OpenDevice(), TestActor);
        Assert.Equal(Errno.ENODEV, ExpectMsg<GroupMessage.Done>(Long).Error);
        await host.StopAsync();

        static async Task container(IHost host, ContainerMessage.Map map) =>
            await (await DoorAsync(host, "c0")).AskOf<ContainerMessage.Done>(map);
    }

    [Fact]
    public async Task A_driver_of_the_application_pins_and_unpins_lists_and_gives_back_only_what_it_holds()
    {
        using var host = await StartAsync();
        var (driver, part) = await TakeAsync(host, "m0-driver");
        await (await DoorAsync(host, "c0")).AskOf<ContainerMessage.Done>(Map(0, 16));
        part.Tell(new ContainerMessage.PinListEntry(At(9), new(2), default), driver);
        part.Tell(new ContainerMessage.Pin(At(1), new(3), MapModes.ReadWrite, default), driver);
        var first = Pinned(driver);
        Assert.Equal(At(9), first.Iova);
        Assert.Equal(2UL, first.Pages.Value);
        Assert.Equal(At(1), Pinned(driver).Iova);
        Assert.Equal(new PageCount(5), Pages(driver));
        part.Tell(new ContainerMessage.PinListEntry(At(0), new(4), default), driver);
        part.Tell(new ContainerMessage.Unpin(At(8), new(4), default), driver);
        Assert.Equal(new ContainerMessage.Done(8, Errno.None, 0), driver.ExpectMsg<ContainerMessage.Done>(Long));
        part.Tell(new ContainerMessage.Unpin(At(0), new(513), default), driver);
        Assert.Equal(Errno.E2BIG, driver.ExpectMsg<ContainerMessage.Done>(Long).Error);
        Assert.Equal(["c0 still has 1 mapping"], (await DrainedAsync(host)).Held.Select(one => one.ToString()));
    }

    [Fact]
    public async Task A_part_has_one_player_and_says_so_to_others()
    {
        using var host = await StartAsync();
        var (driver, part) = await TakeAsync(host, "m0-driver");
        part.Tell(new TakePart(), TestActor);
        Assert.Equal(Errno.EBUSY, ExpectMsg<PartTaken>(Long).Error);
        part.Tell(new ContainerMessage.Pin(At(0), new(1), MapModes.ReadWrite, default), TestActor);
        Assert.Equal(Errno.EPERM, ExpectMsg<ContainerMessage.Done>(Long).Error);
        part.Tell("hello", driver);
        Assert.Equal(Errno.ENOTTY, driver.ExpectMsg<ContainerMessage.Done>(Long).Error);
        Watch(driver);
        Sys.Stop(driver);
        ExpectTerminated(driver, Long);
        part.Tell(new TakePart(), TestActor);
        Assert.Contains(ExpectMsg<PartTaken>(Long).Error, new[] { Errno.None, Errno.EBUSY });
        await host.StopAsync();
    }

    [Fact]
    public async Task A_device_raises_a_fault_and_a_guest_is_signalled_reads_it_and_answers()
    {
        using var host = await StartAsync();
        using var events = await EventsAsync(host);
        var (device, raises) = await TakeAsync(host, "q0-device");
        var (guest, uses) = await TakeAsync(host, "q0-guest");
        uses.Tell(default(FaultQueueMessage.Open), guest);
        Assert.Equal(Errno.None, guest.ExpectMsg<FaultUserMessage.Done>(Long).Error);
        uses.Tell(new IrqTableMessage.SetTrigger(0, 1), guest);
        Assert.Equal(Errno.None, guest.ExpectMsg<FaultUserMessage.Done>(Long).Error);
        raises.Tell(new FaultReporterMessage.Raise(default, FaultRecord.PageRequest(At(1), new(7))), device);
        Assert.Equal(Errno.None, device.ExpectMsg<EndpointMessage.Raised>(Long).Error);
        guest.ExpectMsg<FaultUserMessage.Signalled>(Long);
        FaultUserMessage.GuestAnswers answer = new(default, default, new(7), new(1), ResponseCode.Success);
        uses.Tell(answer.ToReporter(), guest);
        Assert.Equal(Errno.None, guest.ExpectMsg<FaultUserMessage.Done>(Long).Error);
        Assert.Equal(ResponseCode.Success, device.ExpectMsg<EndpointMessage.Answered>(Long).Code);
        Sys.Stop(guest);
        await AwaitAssertAsync(async () =>
        {
            raises.Tell(new FaultReporterMessage.Raise(default, FaultRecord.Unrecoverable(At(1))), device);
            Assert.Equal(Errno.EINVAL, (await device.ExpectMsgAsync<EndpointMessage.Raised>(Long)).Error);
        }, Long);
        Assert.True((await DrainedAsync(host)).IsClean);
        Assert.Equal("Faulted", (await NamesOfAsync(events))[0]);
    }

    private static ContainerMessage.Pinned Pinned(TestProbe driver) => driver.ExpectMsg<ContainerMessage.Pinned>(Long);

    private static PageCount Pages(TestProbe driver) => new(driver.ExpectMsg<ContainerMessage.Done>(Long).Value);

    private static async Task<IHost> StartAsync(TimeSpan? patience = null) =>
        await AppHost.StartAsync((akka, _) => akka.WithVfioActors(options =>
        {
            Small(options);
            options.PartPatience = patience ?? Long;
            options.Topology.Mdevs["m0"] = new() { Container = "c0", OwnDriver = true };
            options.Topology.FaultQueues["q0"] = new();
        }));

    private static async Task<IActorRef> DoorAsync(IHost host, string name)
    {
        var kernel = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!;
        return (await kernel.Root.AskOf<FoundActor>(new FindActor(name))).Actor;
    }

    private static async Task<DrainReport> DrainedAsync(IHost host)
    {
        var report = await VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!.DrainAsync();
        await host.StopAsync();
        return report;
    }

    private static async Task<VfioEventSubscription> EventsAsync(IHost host) =>
        (await ActivatorUtilities.CreateInstance<VfioClient>(host.Services).EventsAsync()).Subscribe();

    private static async Task<IReadOnlyList<string>> NamesOfAsync(VfioEventSubscription events)
    {
        List<string> names = [];
        await foreach (var happened in events.ReadAllAsync()) { names.Add(happened.GetType().Name); }
        return names;
    }

    /// <summary>A probe in the application's own actor system takes a part.</summary>
    private async Task<(TestProbe Player, IActorRef Part)> TakeAsync(IHost host, string name)
    {
        var player = CreateTestProbe(host.Services.GetRequiredService<ActorSystem>());
        var part = await DoorAsync(host, name);
        part.Tell(new TakePart(), player);
        Assert.Equal(Errno.None, (await player.ExpectMsgAsync<PartTaken>(Long)).Error);
        return (player, part);
    }
}
