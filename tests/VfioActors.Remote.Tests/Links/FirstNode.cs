using Akka.Actor;
using Akka.Configuration;
using VfioActors.Remote.Configurations;

namespace VfioActors.Remote.Tests.Links;

/// <summary>An actor system on the loopback, without a topology of its own.</summary>
internal static class FirstNode
{
    private const string Loopback =
        """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor.provider = remote
          remote {
            dot-netty.tcp { hostname = 127.0.0.1, port = 0 }

            # Of a node that stands still for a while, as on a busy machine, nothing is lost.
            watch-failure-detector.acceptable-heartbeat-pause = 300s
            transport-failure-detector.acceptable-heartbeat-pause = 300s
          }
        }
        vfio-actors.remote { retry = 100ms, find-timeout = 60s }
        """;

    internal static ActorSystem Start(bool hyperion = false, string more = "") => ActorSystem.Create(
        "app",
        ConfigurationFactory.ParseString(more)
            .WithFallback(ConfigurationFactory.ParseString(Loopback))
            .WithFallback(hyperion ? RemoteSettings.Hyperion : Config.Empty)
            .WithFallback(RemoteSettings.Reference));
}
