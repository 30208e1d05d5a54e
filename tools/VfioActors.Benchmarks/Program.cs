using System.Globalization;
using VfioActors.Benchmarks;
using VfioActors.Benchmarks.Memories;
using VfioActors.Benchmarks.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [TelemetryBenchmark.Child, var kind])
{
    TelemetryBenchmark.RunChild(kind, Console.Out);
    return 0;
}

if (args is [SamplingBenchmark.Name, .. var told]) { return SamplingBenchmark.Run(told, Console.Out, Console.Error); }
if (MemoryBenchmark.IsChild(args)) { return 0; }

var rounds = args.Length > 0 && int.TryParse(args[0], out var asked) && asked > 0 ? asked : 5;
SortedDictionary<string, Func<Task>> benchmarks = new(StringComparer.Ordinal)
{
    ["control"] = Plain(() => new ControlBenchmark(rounds, Console.Out).Run()),
    ["engine"] = Plain(() => new EngineBenchmark(rounds, Console.Out).Run()),
    ["fault"] = Plain(() => new FaultBenchmark(rounds, Console.Out).Run()),
    ["free"] = () => FreeBenchmark.RunAsync(rounds, Console.Out),
    ["histogram"] = Plain(() => HistogramBenchmark.Run(rounds, Console.Out)),
    ["idle"] = () => IdleBenchmark.RunAsync(Console.Out),
    ["ledger"] = Plain(() => new LedgerBenchmark(rounds, Console.Out).Run()),
    ["link"] = () => LinkBenchmark.RunAsync(rounds, Console.Out),
    [MemoryBenchmark.Word] = Plain(() => MemoryBenchmark.Run(Console.Out)),
    ["race"] = Plain(() => new RaceBenchmark(rounds, Console.Out).Run()),
    ["spapr"] = Plain(() => new SpaprBenchmark(rounds, Console.Out).Run()),
    ["storm"] = Plain(() => new StormBenchmark(rounds, Console.Out).Run()),
    ["symmetry"] = Plain(() => new SymmetryBenchmark(rounds, Console.Out).Run()),
    ["telemetry"] = Plain(() => new TelemetryBenchmark(rounds, Console.Out).Run()),
    ["type1"] = Plain(() => new Type1Benchmark(rounds, Console.Out).Run()),
    ["workers"] = Plain(() => WorkersBenchmark.Run(rounds, Console.Out)),
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
    if (names.Length == 0 ? name != MemoryBenchmark.Word : names.Contains(name)) { await run(); }
}

return 0;

static Func<Task> Plain(Action run) => () =>
{
    run();
    return Task.CompletedTask;
};
