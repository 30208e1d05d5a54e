using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting;
using VfioActors.Hosting.Clients;
using Worker;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<VfioClient>();
builder.Services.AddHostedService<Service>();
builder.Services.AddAkka("app", akka => akka
    .WithVfioActors(options =>
    {
        options.Topology.Memories["guest"] = new() { Pages = 64, LockedPagesMax = 16 };
        options.Topology.Containers["c0"] = new("guest");
        options.Topology.Mdevs["gpu0"] = new() { Container = "c0", OwnDriver = true };
        options.Register<GpuDriver.Part>("gpu0-driver");
    })
    .WithActors((system, registry) => registry.Register<GpuDriver>(
        system.ActorOf(Props.Create<GpuDriver>(registry.Get<GpuDriver.Part>()), "gpu0"))));
await builder.Build().RunAsync();
