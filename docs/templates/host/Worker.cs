using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Vfio.Protocols;

namespace Sample1;

/// <summary>Maps memory, has the driver of a mediated device pin it, unmaps it, and ends the application.</summary>
public sealed class Worker(VfioClient client, IHostApplicationLifetime application) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var container = await client.ContainerAsync("c0", stoppingToken);
        var driver = await client.VendorDriverAsync("m0", stoppingToken);
        ContainerMessage.Map map = new(new(0), new(0x100000), new(16384), MapModes.ReadWrite, default);
        var mapped = await container.MapAsync(map, stoppingToken);
        var pinned = await driver.PinAsync(new(new(0), new(4), MapModes.ReadWrite, default), stoppingToken);
        ContainerMessage.Unmap unmap = new(new(0), new(16384), default, UnmapModes.None, default);
        var unmapped = await container.UnmapAsync(unmap, stoppingToken);
        Console.WriteLine($"mapped {mapped.Error}, pinned {pinned.Error}, unmapped {unmapped.Value} bytes");
        application.StopApplication();
    }
}
