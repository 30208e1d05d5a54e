using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Vfio.Protocols;

namespace Worker;

/// <summary>The guest: maps four pages, has the driver fill them, asks for one page too many, and ends.</summary>
public sealed class Service(
    VfioClient client, IRequiredActor<GpuDriver> gpu, IHostApplicationLifetime application) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var container = await client.ContainerAsync("c0", stoppingToken);
        var driver = await gpu.GetAsync(stoppingToken);
        ContainerMessage.Map map = new(new(0), new(0x100000), new(4 * 4096), MapModes.ReadWrite, default);
        Console.WriteLine($"map       {(await container.MapAsync(map, stoppingToken)).Error}");
        foreach (var pages in (ulong[])[4, 5])
        {
            var filled = await driver.Ask<GpuDriver.Filled>(new GpuDriver.Fill(new(0), new(pages), 0x5a), stoppingToken);
            Console.WriteLine($"fill {pages}    {filled.Error}, {filled.Bytes} bytes");
        }

        ContainerMessage.Unmap unmap = new(new(0), new(4 * 4096), default, UnmapModes.None, default);
        var unmapped = await container.UnmapAsync(unmap, stoppingToken);
        Console.WriteLine($"unmap     {unmapped.Error}, {unmapped.Value} bytes");
        application.StopApplication();
    }
}
