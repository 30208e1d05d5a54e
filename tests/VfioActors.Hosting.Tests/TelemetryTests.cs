using Akka.Actor;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Hosting.Kernels;
using VfioActors.Hosting.Parts;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

/// <summary>What a service with OpenTelemetry sees of the actors of its topology.</summary>
public sealed class TelemetryTests : TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    public TelemetryTests()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
    }

    [Fact]
    public async Task Operations_refusals_latency_and_pinned_pages_of_an_application_are_heard()
    {
        using Heard heard = new();
        using var host = await StartAsync("heard", ownDriver: false);
        var client = ClientOf(host);
        var container = await client.ContainerAsync("heard");
        var driver = await client.VendorDriverAsync("heard-m0");
        Assert.True((await container.MapAsync(Map(0, 8))).IsDone);
        Assert.Equal(Errno.EEXIST, (await container.MapAsync(Map(4, 1))).Error);
        Assert.True((await driver.PinAsync(Pin(0, 7))).IsDone);

        Assert.Equal([2], heard.Values("vfioactors.operations", ("actor", "heard")));
        Assert.Equal(1, heard.Values("vfioactors.operations", ("actor", "heard-m0-driver"))[^1]);
        heard.Forget();
        Assert.Equal([1], heard.Values("vfioactors.refusals", ("actor", "heard"), ("errno", "EEXIST")));
        Assert.Contains(7, heard.Values("vfioactors.pages.pinned"));
        Assert.Equal(["Container.Map  Ok", "Container.Map EEXIST Error"], heard.Spans("heard"));
        await host.StopAsync();
        heard.Forget();
        Assert.Empty(heard.Values("vfioactors.operations", ("actor", "heard")));
    }

    [Fact]
    public async Task How_long_each_operation_took_is_heard_by_its_kind()
    {
        using Heard heard = new();
        using var host = await StartAsync("timed", ownDriver: false);
        var container = await ClientOf(host).ContainerAsync("timed");
        Assert.True((await container.MapAsync(Map(0, 8))).IsDone);
        Assert.True((await container.UnmapAsync(Unmap(0, 8))).IsDone);
        foreach (var operation in new[] { "Container.Map", "Container.Unmap" })
        {
            var took = Assert.Single(heard.Values(
                "vfioactors.operation.duration", ("actor", "timed"), ("operation", operation)));
            Assert.InRange(took, double.Epsilon, Long.TotalSeconds);
        }

        await host.StopAsync();
    }

    [Fact]
    public async Task Calls_of_a_driver_of_the_application_are_heard_as_those_of_any_other()
    {
        using Heard heard = new();
        using var host = await StartAsync("own", ownDriver: true);
        var container = await ClientOf(host).ContainerAsync("own");
        Assert.True((await container.MapAsync(Map(0, 8))).IsDone);
        var driver = CreateTestProbe();
        var kernel = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!;
        var part = await kernel.DoorAsync("own-m0-driver");
        part.Tell(new TakePart(), driver);
        driver.ExpectMsg<PartTaken>(Long);
        part.Tell(new ContainerMessage.Pin(At(0), new(3), MapModes.ReadWrite, default), driver);
        driver.FishForMessage(message => message is ContainerMessage.Done, Long);
        part.Tell(new ContainerMessage.Pin(At(9), new(1), MapModes.ReadWrite, default), driver);
        driver.FishForMessage(message => message is ContainerMessage.Done, Long);

        Assert.Equal([2], heard.Values("vfioactors.operations", ("actor", "own-m0-driver")));
        Assert.Equal(1, heard.Values("vfioactors.refusals", ("actor", "own-m0-driver"), ("errno", "EINVAL"))[^1]);
        Assert.Equal(
            2, heard.Values("vfioactors.operation.duration", ("operation", "Container.Pin"), ("actor", "own-m0-driver"))
                .Count);
        await host.StopAsync();
    }

    private static VfioClient ClientOf(IHost host) => ActivatorUtilities.CreateInstance<VfioClient>(host.Services);

    private static Task<IHost> StartAsync(string container, bool ownDriver) => AppHost.StartAsync((akka, _) =>
        akka.WithVfioActors(options =>
        {
            options.Topology.Memories["mm"] = new() { Pages = 1024, LockedPagesMax = 64 };
            options.Topology.Containers[container] = new("mm");
            options.Topology.Mdevs[$"{container}-m0"] = new() { Container = container, OwnDriver = ownDriver };
        }));
}
