using System.Globalization;
using VfioActors.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["storm", ..])
{
    new StormBenchmark(args.Length > 1 ? int.Parse(args[1]) : 5, Console.Out).Run();
    return;
}

var rounds = args.Length > 0 && int.TryParse(args[0], out var asked) && asked > 0 ? asked : 5;
if (args.Contains("control"))
{
    new ControlBenchmark(rounds, Console.Out).Run();
    return;
}

if (args.Contains("idle"))
{
    await IdleBenchmark.RunAsync(Console.Out);
    return;
}

if (args.Contains("free"))
{
    await FreeBenchmark.RunAsync(rounds, Console.Out);
    return;
}

Console.WriteLine($"medians of {rounds} rounds; a core is a second of processor time, not of the clock");
Console.WriteLine($"{"",-42} {"M/s a core",12} {"bytes each",12} {"baseline",10}");
new EngineBenchmark(rounds, Console.Out).Run();
WorkersBenchmark.Run(rounds, Console.Out);
