using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Hosting.Kernels;
using VfioActors.Hosting.Topologies;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

public sealed class ClientTests
{
    [Fact]
    public async Task A_container_is_called_and_says_why_it_refuses()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var container = await ClientOf(host).ContainerAsync("c0");
        Assert.Equal(new(0, Errno.None), await container.MapAsync(Map(0, 8)));
        var refused = await container.MapAsync(Map(4, 8));
        Assert.Equal(new(0, Errno.EEXIST), refused);
        Assert.Throws<InvalidOperationException>(() => refused.Get());
        Assert.Equal(Bytes(8).Value, (await container.UnmapAsync(Unmap(0, 8))).Get());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_dirty_log_gives_the_pages_that_a_driver_wrote()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var container = await ClientOf(host).ContainerAsync("c0");
        var driver = await ClientOf(host).VendorDriverAsync("m0");
        await container.MapAsync(Map(0, 8));
        Assert.Equal(new(0, Errno.None), await container.StartLogAsync());
        var pages = (await driver.PinAsync(Pin(2, 3))).Get();
        Assert.Equal(3UL, pages.Aggregate(0UL, (sum, one) => sum + one.Pages.Value));
        Assert.Equal(3UL, (await driver.UnpinAsync(new(At(2), new(3)))).Get());
        var log = await container.GetLogAsync(new(At(0), Bytes(8), new(8), UnmapModes.None, default));
        Assert.Equal([new ContainerMessage.Bits(new(2), new(3))], log.Get());
        await host.StopAsync();
    }

    [Fact]
    public async Task An_unmap_is_answered_when_the_driver_has_dropped_its_pins()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var container = await ClientOf(host).ContainerAsync("c0");
        var driver = await ClientOf(host).VendorDriverAsync("m0");
        await container.MapAsync(Map(0, 4));
        Assert.True((await driver.PinAsync(Pin(0, 4))).IsDone);
        Assert.Equal(Bytes(4).Value, (await container.UnmapAsync(Unmap(0, 4))).Get());
        Assert.Equal(Errno.EINVAL, (await driver.PinAsync(Pin(0, 4))).Error);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_group_is_put_into_a_container_by_name()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var client = ClientOf(host);
        var group = await client.GroupAsync("p0");
        Assert.Equal(1, (await group.GetStatusAsync()).Get());
        Assert.True((await group.SetContainerAsync(await client.IdOfAsync("c0"))).IsDone);
        Assert.Equal(3, (await group.GetStatusAsync()).Get());
        Assert.True((await group.UnsetContainerAsync()).IsDone);
        await host.StopAsync();
    }

    [Fact]
    public async Task Attaches_and_detaches_of_many_callers_are_all_answered_and_leave_nothing()
    {
        const int Pairs = 200;
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(options =>
        {
            options.Topology.Units["dmar0"] = new(UnitKind.Scalable);
            options.Topology.Devices["d0"] = new("dmar0");
            options.Topology.AuxDomains["D"] = new();
        }));
        var client = ClientOf(host);
        var (domain, device) = (await client.AuxDomainAsync("D"), await client.DeviceAsync("d0"));
        var pairs = await Task.WhenAll(Enumerable.Range(0, Pairs).Select(async _ =>
            (Attached: await domain.AttachAsync(device), Detached: await domain.DetachAsync(device))));
        Assert.All(pairs, pair => Assert.Equal(new(0, Errno.None), pair.Attached));
        Assert.All(pairs, pair => Assert.Equal(new(0, Errno.None), pair.Detached));
        Assert.Equal(Errno.EINVAL, (await domain.GetPasidAsync()).Error);
        await host.StopAsync();
    }

    [Fact]
    public async Task Who_has_no_patience_is_told_that_time_is_out_and_who_cancels_is_cancelled()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var system = host.Services.GetRequiredService<ActorSystem>();
        var container = await ClientOf(host).ContainerAsync("c0");
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => container.MapAsync(Map(0, 1), cancelled.Token).AsTask());

        var kernel = VfioKernelPlace.In(system).Kernel!;
        var door = (IInternalActorRef)(await kernel.Root.AskOf<FoundActor>(new FindActor("c0"))).Actor;
        door.Suspend();
        VfioClient hasty = new(host.Services.GetRequiredService<IRequiredActor<VfioKernel>>(), system)
        {
            Patience = TimeSpan.FromMilliseconds(20),
        };
        Assert.Equal(Errno.ETIMEDOUT, (await (await hasty.ContainerAsync("c0")).MapAsync(Map(0, 1))).Error);
        door.Resume();
        await host.StopAsync();
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_said()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var missing = await Assert.ThrowsAsync<ArgumentException>(() => ClientOf(host).ContainerAsync("c9").AsTask());
        Assert.Equal("users call no actor named 'c9'", missing.Message);
        await host.StopAsync();
    }

    private static VfioClient ClientOf(IHost host) => ActivatorUtilities.CreateInstance<VfioClient>(host.Services);
}
