using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Searches.Askers;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Units;

namespace VfioActors.Cli.Explorations;

/// <summary>An exploration that nodes do together.</summary>
internal static class ClusterExploration
{
    /// <summary>The command that is a node, which an exploration starts itself.</summary>
    public const string NodeCommand = "search-node";

    /// <summary>Explores.</summary>
    /// <param name="setup">Makes the scenario ready.</param>
    /// <exception cref="UsageException">No cluster lets it in, or all nodes refuse.</exception>
    public static ClusterSearchReport Explore(
        ExplorationRequest request, Func<Setup> setup, ExplorationOptions options, CancellationToken cancellation)
    {
        var cluster = request.Cluster!;
        try
        {
            return ClusterSearch.RunAsync(
                new()
                {
                    Setup = setup,
                    Strategy = request.Strategy!,
                    Options = options,
                    Product = Product.Version,
                    Assembly = cluster.Assembly is { } file ? ModelHash.OfFile(file) : "",
                    Seeds = cluster.Seeds,
                    Service = cluster.Service,
                    Hostname = cluster.Hostname,
                    Port = cluster.Port,
                    Config = cluster.Config,
                    Programs = [.. Enumerable.Repeat(NodeOf(cluster), cluster.Started)],
                    WorkersPerProgram = cluster.Workers,
                },
                cancellation).GetAwaiter().GetResult();
        }
        catch (UnitFailedException failure) when (!Building.IsOfHouse(request.Scenario))
        {
            throw new UsageException($"scenario '{request.Scenario.Name}': {failure.Message}");
        }
        catch (Exception failure) when (failure is SearchRefusedException or NodeEndedException)
        {
            throw new UsageException(failure.Message);
        }
    }

    private static NodeProgram NodeOf(ClusterRequest cluster) => Invocation.Itself(
    [
        NodeCommand, "--workers", $"{cluster.Workers}",
        .. cluster.Assembly is { } file ? new[] { "--assembly", file } : [],
    ]);
}
