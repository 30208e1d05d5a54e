using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using VfioActors.Cluster.Searches.Catalogs;

namespace VfioActors.Cluster.Searches.Nodes;

/// <summary>What all members of a cluster that searches have in common.</summary>
internal static class SearchCluster
{
    /// <summary>Where a node is that nobody else's machine reaches.</summary>
    internal const string Loopback = "127.0.0.1";

    /// <summary>The name of the actor system: in one cluster all have the same.</summary>
    internal const string System = "vfioactors";

    /// <summary>The role of nodes that do units.</summary>
    internal const string NodeRole = "search-node";

    /// <summary>The role of those that ask.</summary>
    internal const string AskerRole = "search-asker";

    /// <summary>The name of the actor of a node that hears offers.</summary>
    internal const string NodeActorName = "search-node";

    private const int PortMost = 65_535;

    /// <summary>Makes the actor system of a member.</summary>
    /// <param name="hostname">Under which name others reach it.</param>
    /// <param name="port">At which port; 0 for one that the system chooses.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="isWatched">Whether somebody else sees when a member ends, and says so.</param>
    /// <param name="config">HOCON that goes over all else.</param>
    /// <exception cref="SearchRefusedException">It is no HOCON, or nobody can be at that address.</exception>
    internal static ActorSystem Make(string hostname, int port, string role, bool isWatched, string config)
    {
        var own = ConfigurationFactory.ParseString(
            $$"""
            akka.remote.dot-netty.tcp { hostname = "{{hostname}}", port = {{port}} }
            akka.cluster.roles = [{{role}}]
            """);
        var settings = isWatched ? own.WithFallback(From("search-watched.conf")) : own;
        var usual = settings.WithFallback(From("search.conf"));
        try
        {
            return ActorSystem.Create(System, ConfigurationFactory.ParseString(config).WithFallback(usual));
        }
#pragma warning disable CA1031 // What Akka throws of a text that is no HOCON, and of an address, is of many types.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            throw new SearchRefusedException(
                $"no member of a cluster can be at {hostname}:{port} with this configuration: {ReasonOf(failure)}");
        }
    }

    /// <summary>What was wrong first, in a line; the rest is where Akka.NET noticed.</summary>
    private static string ReasonOf(Exception failure)
    {
        while (failure.InnerException is { } inner) { failure = inner; }
        return failure.Message.Split('\n')[0].TrimEnd('\r', ' ', ':');
    }

    /// <summary>The address of a member.</summary>
    /// <param name="text">As HOST:PORT.</param>
    /// <exception cref="SearchRefusedException">It is none.</exception>
    internal static Address Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var isPort = int.TryParse(
            text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return colon > 0 && isPort && port is > 0 and <= PortMost
            ? new("akka.tcp", System, text[..colon], port)
            : throw new SearchRefusedException(
                $"'{text}' is no address of a node; accepted is HOST:PORT, with a port from 1 to {PortMost}");
    }

    /// <summary>Of an address only what another node is told: HOST:PORT.</summary>
    internal static string TextOf(Address address) => $"{address.Host}:{address.Port}";

    /// <summary>Joins a cluster, or begins one, and waits until that is so.</summary>
    /// <param name="seeds">Whom to join; nobody where the configuration says whom.</param>
    /// <exception cref="SearchRefusedException">Nobody let it in for as long as the configuration says.</exception>
    /// <exception cref="OperationCanceledException">It was ended before.</exception>
    internal static async Task JoinAsync(ActorSystem system, IReadOnlyList<Address> seeds, CancellationToken end)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        var joined = seeds.Count > 0 ? cluster.JoinSeedNodesAsync(seeds, end)
            : JoinsByItself(system) ? UpAsync(cluster, end)
            : cluster.JoinAsync(cluster.SelfAddress, end);
        var first = await Task.WhenAny(joined, system.WhenTerminated).ConfigureAwait(false);
        if (first != joined || joined.IsFaulted)
        {
            // Akka says of who was told to end what it says of who was not let in.
            end.ThrowIfCancellationRequested();
            var where = seeds.Count > 0 ? string.Join(", ", seeds.Select(TextOf)) : "the places of its configuration";
            throw new SearchRefusedException($"no cluster lets {TextOf(cluster.SelfAddress)} in at {where}");
        }

        await joined.ConfigureAwait(false);
    }

    /// <summary>Whether the configuration names members.</summary>
    private static bool JoinsByItself(ActorSystem system) =>
        system.Settings.Config.GetStringList("akka.cluster.seed-nodes").Count > 0;

    private static Task UpAsync(Akka.Cluster.Cluster cluster, CancellationToken end)
    {
        TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(up.SetResult);
        return up.Task.WaitAsync(end);
    }

    /// <summary>Leaves in order, so that nobody has to find out; where all end together they just end.</summary>
    internal static async Task LeaveAsync(ActorSystem system, bool isWatched)
    {
        if (isWatched) { await system.Terminate().ConfigureAwait(false); }
        else
        {
            await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance)
                .ConfigureAwait(false);
        }
    }

    private static Config From(string file) => ConfigurationFactory.FromResource(
        $"VfioActors.Cluster.{file}", typeof(SearchCluster).Assembly);
}
