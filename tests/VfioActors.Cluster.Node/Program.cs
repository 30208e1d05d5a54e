using System.Diagnostics;
using System.Globalization;
using VfioActors.Cluster.Nodes;
using VfioActors.Cluster.Searches.Nodes;

// One node of a storm, until its standard input ends; "dies" for one that ends when it is asked something, "silent" for
// one that never answers. One node of a search: "search", how many workers, the unit before which its process is killed
// or -1, and the address of whoever asks.
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
        await SearchAsync(product, Number(workers), Number(dies), seed);
        break;
    default:
        await StormNode.RunAsync(Console.In, Console.Out);
        break;
}

static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

static async Task SearchAsync(string product, int workers, int dies, string seed)
{
    using CancellationTokenSource end = new();
    SearchNodeOptions options = new()
    {
        Catalog = new(product, new Dictionary<string, IReadOnlyList<VfioActors.Exploration.Scenarios.Scenario>>()),
        Seeds = [seed],
        Workers = workers,
        IsWatched = true,
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
