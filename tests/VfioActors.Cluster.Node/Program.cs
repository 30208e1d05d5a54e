using System.Diagnostics;
using System.Globalization;
using VfioActors.Cluster.Nodes;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Exploration.Scenarios;

// One node of a storm, until its standard input ends; "dies" for one that ends when it is asked something, "silent" for
// one that never answers. One node of a search: "search", how many workers, the unit before which its process is killed
// or -1, and the address of whoever asks; "search-unwatched" for one that only the cluster sees, with its configuration.
switch (args)
{
    case ["dies"]:
        Console.In.ReadLine();
        break;
    case ["silent"]:
        Console.In.ReadLine();
        Console.In.ReadToEnd();
        break;
    case ["search", var product, var workers, var dies, var seed]:
        await SearchAsync(Number(dies), seed, new() { Catalog = Nothing(product), Workers = Number(workers), IsWatched = true });
        break;
    case ["search-unwatched", var product, var dies, var seed, var config]:
        await SearchAsync(Number(dies), seed, new() { Catalog = Nothing(product), Config = config });
        break;
    default:
        await StormNode.RunAsync(Console.In, Console.Out);
        break;
}

static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

static NodeCatalog Nothing(string product) => new(product, new Dictionary<string, IReadOnlyList<Scenario>>());

static async Task SearchAsync(int dies, string seed, SearchNodeOptions kind)
{
    using CancellationTokenSource end = new();
    var options = kind with
    {
        Seeds = [seed],
        Beginning = unit =>
        {
            if (unit == dies) { Process.GetCurrentProcess().Kill(); }
        },
    };
    _ = Task.Run(() =>
    {
        Console.In.ReadToEnd();
        end.Cancel();
    });
    await SearchNode.RunAsync(options, Console.Out.WriteLine, _ => { }, end.Token);
}
