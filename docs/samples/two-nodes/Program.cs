using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Remote;
using VfioActors.Vfio.Protocols;

// machine PORT: has the topology. guest PORT: uses it from another process.
var (role, port) = (args[0], args[1]);
var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services.AddSingleton<VfioClient>();
builder.Services.AddAkka("app", akka =>
{
    akka.AddHocon(
        $$"""
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          actor.provider = remote
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = {{(role == "machine" ? port : "0")}} }
        }
        """, HoconAddMode.Prepend);
    if (role == "guest")
    {
        akka.WithRemoteVfioActors($"akka.tcp://app@127.0.0.1:{port}/user/vfio");
        return;
    }

    akka.WithVfioActorsWire().WithVfioActors(options =>
    {
        options.Topology.Memories["mm"] = new() { Pages = 64 };
        options.Topology.Containers["c0"] = new("mm");
        options.Topology.Mdevs["m0"] = new() { Container = "c0" };
    });
});
using var host = builder.Build();
await host.StartAsync();
if (role == "machine")
{
    Console.WriteLine("ready; ends with its input");
    await Console.In.ReadToEndAsync();
}
else
{
    var client = host.Services.GetRequiredService<VfioClient>();
    var container = await client.ContainerAsync("c0");
    var driver = await client.VendorDriverAsync("m0");
    ContainerMessage.Map map = new(new(0), new(0x100000), new(16384), MapModes.ReadWrite, default);
    Console.WriteLine($"map    {(await container.MapAsync(map)).Error}");
    var pinned = await driver.PinAsync(new(new(0), new(4), MapModes.ReadWrite, default));
    Console.WriteLine($"pin    {pinned.Error}, {pinned.Value.Count} run of pages");
    var unmapped = await container.UnmapAsync(new(new(0), new(16384), default, UnmapModes.None, default));
    Console.WriteLine($"unmap  {unmapped.Error}, {unmapped.Value} bytes");
}

await host.StopAsync();
