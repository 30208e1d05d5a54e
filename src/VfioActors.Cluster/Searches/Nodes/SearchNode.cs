using Akka.Actor;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Discoveries;

namespace VfioActors.Cluster.Searches.Nodes;

/// <summary>
/// One member of a cluster that does units of searches: it joins, or starts a cluster, and stays until it is told.
/// </summary>
public static class SearchNode
{
    /// <summary>Joins, does what it is asked, and leaves in order when it is told to end.</summary>
    /// <param name="ready">
    /// Told its address, as HOST:PORT: once it is a member, and of one that is watched before, so that whoever watches
    /// it knows which member has ended, whenever that is.
    /// </param>
    /// <param name="said">Told what it takes part in, and what it refuses, a line each.</param>
    /// <param name="end">Ends it.</param>
    /// <exception cref="SearchRefusedException">No cluster lets it in.</exception>
    public static async Task RunAsync(
        SearchNodeOptions options, Action<string> ready, Action<string> said, CancellationToken end)
    {
        Address[] seeds = [.. options.Seeds.Select(SearchCluster.Parse)];
        var system = SearchCluster.Make(
            options.Hostname, options.Port, SearchCluster.NodeRole, options.IsWatched, options.Config);
        try
        {
            system.ActorOf(Props.Create(() => new NodeActor(options, said)), SearchCluster.NodeActorName);
            if (options.Service is { } service)
            {
                seeds = await MemberDiscovery.FindAsync(system, service, without: null, end).ConfigureAwait(false);
            }

            var address = SearchCluster.TextOf(Akka.Cluster.Cluster.Get(system).SelfAddress);
            if (options.IsWatched) { ready(address); }
            await SearchCluster.JoinAsync(system, seeds, end).ConfigureAwait(false);
            if (!options.IsWatched) { ready(address); }
            await system.WhenTerminated.WaitAsync(end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // It was told to end before it was a member.
        }
        finally
        {
            await SearchCluster.LeaveAsync(system, options.IsWatched).ConfigureAwait(false);
        }
    }
}
