using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using VfioActors.Hosting.Clients;
using VfioActors.Hosting.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

/// <summary>
/// What callers hear of a kernel that a driver kills: vfio_dma_do_unmap has a BUG_ON for who never unpins.
/// </summary>
public sealed class DeadKernelTests
{
    /// <summary>
    /// Beside the unmap that never ends a map of nothing is EINVAL, as at any time; when the container has died of the
    /// unmap both are EIO, and so is every call from then on.
    /// </summary>
    [Fact]
    public async Task A_map_of_nothing_is_EINVAL_until_the_container_dies_of_a_driver_that_never_unpins()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var client = ActivatorUtilities.CreateInstance<VfioClient>(host.Services);
        var container = await client.ContainerAsync("c0");
        var driver = await client.VendorDriverAsync("m0");
        Assert.True((await driver.SetPolicyAsync(CallbackPolicy.Refuse)).IsDone);
        Assert.True((await container.MapAsync(Map(0, 8))).IsDone);
        Assert.True((await driver.PinAsync(Pin(0, 4))).IsDone);
        var unmap = container.UnmapAsync(Unmap(0, 8)).AsTask();
        var nothing = await container.MapAsync(Map(0, 0));
        Assert.Contains(nothing.Error, new[] { Errno.EINVAL, Errno.EIO });
        Assert.Equal(Errno.EIO, (await unmap).Error);
        Assert.Equal(Errno.EIO, (await container.MapAsync(Map(0, 0))).Error);
        var kernel = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!;
        var broken = Assert.Single(kernel.System.Broken);
        Assert.Equal("c0", broken.Name);
        Assert.Equal("drivers drop their pins before they were told of a mapping 11 times", broken.Reason);
        await host.StopAsync();
    }
}
