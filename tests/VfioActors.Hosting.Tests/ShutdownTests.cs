using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

public sealed class ShutdownTests
{
    private const string Patient = """
        akka.coordinated-shutdown.phases.before-actor-system-terminate.timeout = 70s
        vfio-actors.hosting.drain-timeout = 60s
        """;

    [Fact]
    public async Task A_shutdown_with_nothing_held_is_clean()
    {
        var (host, report) = await StartAsync(Small);
        var container = await DoorAsync(host, "c0");
        await container.AskOf<ContainerMessage.Done>(Map(0, 4));
        await container.AskOf<ContainerMessage.Done>(Unmap(0, 4));
        await host.StopAsync();
        Assert.True(report()!.IsClean);
        Assert.Equal("nothing is held, and nobody waits", report()!.ToString());
        host.Dispose();
    }

    [Fact]
    public async Task A_shutdown_reports_what_is_still_held()
    {
        var (host, report) = await StartAsync(Small);
        await (await DoorAsync(host, "c0")).AskOf<ContainerMessage.Done>(Map(0, 4));
        var done = await (await DoorAsync(host, "m0-driver")).Ask<VendorDriverMessage.Page>(Pin(0, 2));
        Assert.Equal(At(0), done.Iova);
        await host.StopAsync();
        Assert.Equal(
            [
                "mm still has 2 charged pages", "c0 still has 1 mapping", "c0 still has 2 pinned pages",
                "m0-driver still has 1 pinned run of pages",
            ],
            report()!.Held.Select(one => one.ToString()));
        Assert.Equal(string.Join("; ", report()!.Held), report()!.ToString());
        Assert.True(report()!.CameToRest);
        Assert.Empty(report()!.OpenCalls);
        host.Dispose();
    }

    [Fact]
    public async Task Who_calls_after_the_doors_have_closed_is_answered_that_there_is_no_device()
    {
        var (host, _) = await StartAsync(Small);
        var container = await DoorAsync(host, "c0");
        await VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!.DrainAsync();
        Assert.Equal(Errno.ENODEV, (await container.AskOf<ContainerMessage.Done>(Map(0, 1))).Error);
        await host.StopAsync();
        host.Dispose();
    }

    private static async Task<(IHost Host, Func<DrainReport?> Report)> StartAsync(Action<VfioActorsOptions> configure)
    {
        DrainReport? report = null;
        var host = await AppHost.StartAsync((akka, _) => akka.AddHocon(Patient, HoconAddMode.Prepend).WithVfioActors(
            options =>
            {
                configure(options);
                options.Drained = drained => report = drained;
            }));
        return (host, () => report);
    }

    private static async Task<IActorRef> DoorAsync(IHost host, string name)
    {
        var kernel = await host.Services.GetRequiredService<IRequiredActor<VfioKernel>>().GetAsync();
        return (await kernel.AskOf<FoundActor>(new FindActor(name))).Actor;
    }
}
