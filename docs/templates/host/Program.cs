using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting;
using VfioActors.Hosting.Clients;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<VfioClient>();
builder.Services.AddHostedService<Sample1.Worker>();
builder.Services.AddAkka("app", akka => akka.WithVfioActors(options =>
{
    options.Topology.Memories["mm"] = new() { Pages = 1024 };
    options.Topology.Containers["c0"] = new("mm");
    options.Topology.Mdevs["m0"] = new() { Container = "c0" };
}));
await builder.Build().RunAsync();
