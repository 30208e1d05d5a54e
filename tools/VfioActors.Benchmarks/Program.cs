using System.Globalization;
using VfioActors.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = args.Length > 0 && int.TryParse(args[0], out var asked) && asked > 0 ? asked : 5;
SortedDictionary<string, Action> benchmarks = new(StringComparer.Ordinal)
{
    ["engine"] = () => new EngineBenchmark(rounds, Console.Out).Run(),
    ["ledger"] = () => new LedgerBenchmark(rounds, Console.Out).Run(),
    ["type1"] = () => new Type1Benchmark(rounds, Console.Out).Run(),
    ["workers"] = () => WorkersBenchmark.Run(rounds, Console.Out),
};
string[] names = [.. args.Where(word => !int.TryParse(word, out _))];
if (names.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"no benchmark '{unknown}'; there are: {string.Join(", ", benchmarks.Keys)}");
    return 64;
}

Console.WriteLine($"medians of {rounds} rounds; a core is a second of processor time, not of the clock");
foreach (var (name, run) in benchmarks)
{
    if (names.Length == 0 || names.Contains(name)) { run(); }
}

return 0;
