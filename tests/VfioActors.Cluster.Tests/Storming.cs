using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Maps;
using VfioActors.Exploration.Scenarios;
using VfioActors.Storm;

namespace VfioActors.Cluster.Tests;

/// <summary>Storms that end after a number of operations, not after a time.</summary>
internal static class Storming
{
    /// <summary>Three small machines with units, domains, containers and fault queues.</summary>
    internal static StormOptions Small { get; } = new()
    {
        Clients = 9,
        Counts = new SortedDictionary<string, int>
        {
            ["devices"] = 4,
            ["domains"] = 4,
            ["containers"] = 2,
            ["askers"] = 2,
        },
        Machines = 3,
        Operations = 100,
        Duration = TimeSpan.FromHours(1),
        DiesOnceIn = 2,
    };

    internal static Setup Setup { get; } = StormSetups.Of(Small);

    /// <summary>Where the machines are in tests that place them themselves.</summary>
    internal static StormMap Map { get; } = new(Setup, 3, [2, 0, 1]);

    /// <summary>A node of the tests.</summary>
    internal static NodeProgram Node(params string[] words) => new(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        ["exec", Path.Combine(AppContext.BaseDirectory, "VfioActors.Cluster.Node.dll"), .. words]);
}
