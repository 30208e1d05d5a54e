using Akka.Configuration;
using VfioActors.Remote.Configurations;
using VfioActors.Storm;

namespace VfioActors.Cluster.Nodes;

/// <summary>How the actor system of a node differs from the usual one.</summary>
internal static class NodeSettings
{
    /// <summary>What <c>hocon/cluster.conf</c> says, over what a storm and what messages between nodes need.</summary>
    internal static Config Config { get; } =
        ConfigurationFactory.FromResource("VfioActors.Cluster.cluster.conf", typeof(NodeSettings).Assembly)
            .WithFallback(StormSettings.Quiet)
            .WithFallback(RemoteSettings.Reference);

    /// <summary>What goes over it so that links can be cut: a transport that drops what it is told to.</summary>
    internal static Config Cuttable { get; } =
        ConfigurationFactory.ParseString("akka.remote.dot-netty.tcp.applied-adapters = [trttl]");
}
