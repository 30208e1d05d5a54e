using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting;
using VfioActors.Remote;
using VfioActors.Remote.Node;

// One node with a topology, on the loopback, until its standard input ends. Says the port at which it listens.
var port = args is ["at", var asked] ? asked : "0";
var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services.AddAkka("app", akka =>
{
    akka.AddHocon(
        $$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor.provider = remote
          remote {
            dot-netty.tcp { hostname = 127.0.0.1, port = {{port}} }

            # Of a node that stands still for a while, as on a busy machine, nothing is lost.
            watch-failure-detector.acceptable-heartbeat-pause = 300s
            transport-failure-detector.acceptable-heartbeat-pause = 300s
          }

          coordinated-shutdown.phases.before-actor-system-terminate.timeout = 70s
        }
        vfio-actors.hosting.drain-timeout = 60s
        """, HoconAddMode.Prepend);
    akka.WithVfioActorsWire(hyperion: args is ["hyperion"]);
    if (args is ["silent"])
    {
        akka.WithActors((system, _) => system.ActorOf(Props.Create(() => new SilentKernel()), "vfio"));
        return;
    }

    akka.WithVfioActors(options =>
    {
        Machine.Small(options);
        options.Drained = report => Console.WriteLine($"rests {report.CameToRest}, holds {report.Held.Count}");
    });
});
using var host = builder.Build();
await host.StartAsync();
var system = (ExtendedActorSystem)host.Services.GetRequiredService<ActorSystem>();
Console.WriteLine($"port {system.Provider.DefaultAddress.Port}");
await Console.In.ReadToEndAsync();
await host.StopAsync();
