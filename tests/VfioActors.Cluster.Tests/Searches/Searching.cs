using System.Diagnostics;
using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Searches.Askers;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Cluster.Tests.Searches;

/// <summary>Searches by one process, and by nodes that are processes.</summary>
internal static class Searching
{
    internal const string Product = "test";

    /// <summary>A node that does so many units at once, and whose process is killed before one of them; -1 for none.</summary>
    internal static NodeProgram Node(int workers = 1, int dies = -1, string product = Product) =>
        Storming.Node("search", product, $"{workers}", $"{dies}");

    internal static Setup SetupOf(string scenario, string defect = "", string values = "")
    {
        var known = ScenarioCatalog.Find(scenario)!;
        var pairs = values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='));
        return Setup.Of(
            known,
            ScenarioArguments.Of(
                known, pairs.Select(pair => (pair[0], pair[1])), defect.Length == 0 ? [] : [defect]),
            Delivery.Causal);
    }

    internal static ClusterSearchOptions Options(
        Func<Setup> setup, string strategy, ExplorationOptions options, params IReadOnlyList<NodeProgram> nodes) => new()
        {
            Setup = setup,
            Strategy = strategy,
            Options = options,
            Product = Product,
            Programs = nodes,
        };

    /// <summary>A node in this process.</summary>
    internal static SearchNodeOptions InProcess(string config) => new()
    {
        Catalog = new(Product, new Dictionary<string, IReadOnlyList<Scenario>>()),
        Config = config,
    };

    /// <summary>A node that is a process, which has joined a cluster and which nobody watches.</summary>
    internal static Process Unwatched(string seed, int dies, string config)
    {
        var program = Storming.Node("search-unwatched", Product, $"{dies}", seed, config);
        ProcessStartInfo start = new(program.File, program.Words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        Assert.NotNull(process.StandardOutput.ReadLine());
        return process;
    }
}
