using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VfioActors.Hosting.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

public sealed class StartTests
{
    /// <summary>The key under which a test registers a container.</summary>
    private sealed class GuestContainer;

    [Fact]
    public async Task Actors_live_under_one_parent_on_the_dispatcher_of_the_application()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var kernel = await host.Services.GetRequiredService<IRequiredActor<VfioKernel>>().GetAsync();
        Assert.Equal("akka://app/user/vfio", kernel.Path.ToString());
        var system = host.Services.GetRequiredService<ActorSystem>();
        var running = VfioKernelPlace.In(system).Kernel!.System;
        var container = (ActorRefWithCell)running.Directory.Find("c0")!;
        Assert.Equal("akka://app/user/vfio/kernel/c0", container.Path.ToString());
        Assert.Equal("akka.actor.default-dispatcher", ((ActorCell)container.Underlying).Dispatcher.Id);
        await host.StopAsync();
    }

    [Fact]
    public async Task Actors_run_on_a_dispatcher_that_is_named()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(options =>
        {
            Small(options);
            options.Dispatcher = "vfio-actors.dispatcher";
        }));
        var system = host.Services.GetRequiredService<ActorSystem>();
        var container = (ActorRefWithCell)VfioKernelPlace.In(system).Kernel!.System.Directory.Find("c0")!;
        Assert.Equal("vfio-actors.dispatcher", ((ActorCell)container.Underlying).Dispatcher.Id);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_actor_with_a_key_takes_plain_messages_and_gives_plain_answers()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(options =>
        {
            Small(options);
            options.Register<GuestContainer>("c0");
        }));
        var container = await host.Services.GetRequiredService<IRequiredActor<GuestContainer>>().GetAsync();
        Assert.Equal(new ContainerMessage.Done(0, Errno.None, 0), await container.AskOf<object>(Map(0, 4)));
        Assert.Equal(new ContainerMessage.Done(0, Errno.EEXIST, 0), await container.AskOf<object>(Map(3, 1)));
        Assert.Equal(
            new ContainerMessage.Done(4 << Paging.Shift, Errno.None, 0), await container.AskOf<object>(Unmap(0, 4)));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_health_check_says_that_all_actors_run()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        var check = health.Entries[VfioActorsHostingExtensions.HealthCheckName];
        Assert.Equal(HealthStatus.Healthy, check.Status);
        Assert.Equal("all actors run", check.Description);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_health_check_says_who_broke_a_promise()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var running = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!.System;
        var container = running.Directory.Find("c0")!;
        container.Tell("map", ActorRefs.NoSender);
        await container.AskOf<ActorIdentity>(new Identify(null));
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        var check = health.Entries[VfioActorsHostingExtensions.HealthCheckName];
        Assert.Equal(HealthStatus.Unhealthy, check.Status);
        Assert.Equal("c0 broke NoBrokenPromise: a behaviour hears envelopes, not String", check.Description);
        await host.StopAsync();
    }

    [Fact]
    public async Task Who_calls_an_actor_that_has_stopped_is_answered_that_it_is_gone_and_the_others_go_on()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(options =>
        {
            Small(options);
            options.Register<GuestContainer>("c0");
        }));
        var kernel = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!;
        var door = await host.Services.GetRequiredService<IRequiredActor<GuestContainer>>().GetAsync();
        await kernel.System.Directory.Find("c0")!.GracefulStop(TimeSpan.FromSeconds(60));
        Assert.Equal(Errno.EIO, (await door.AskOf<ContainerMessage.Done>(Map(0, 1))).Error);
        var group = (await kernel.Root.AskOf<FoundActor>(new FindActor("p0"))).Actor;
        Assert.Equal(Errno.EBUSY, (await group.AskOf<GroupMessage.Done>(new GroupMessage.Open())).Error);
        Assert.True((await kernel.DrainAsync()).CameToRest);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_health_check_sees_that_the_parent_has_stopped()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var kernel = await host.Services.GetRequiredService<IRequiredActor<VfioKernel>>().GetAsync();
        await kernel.GracefulStop(TimeSpan.FromSeconds(60));
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Entries[VfioActorsHostingExtensions.HealthCheckName].Status);
        await host.StopAsync();
    }
}
