using System.Diagnostics;
using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Benchmarks.Buses;
using VfioActors.Runtime;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Benchmarks;

/// <summary>
/// What do a million idle device actors cost in memory and time? Each device is an IOMMU unit of its own with one
/// device behind it. The baseline are as many actors that do nothing and know nothing.
/// </summary>
internal static class IdleBenchmark
{
    private const int Devices = 1_000_000;

    internal static async Task RunAsync(TextWriter output)
    {
        output.WriteLine($"{Devices} idle actors{"",-16} {"bytes each",12} {"seconds",10} {"MB in all",16}");
        await MeasureAsync("devices", DeviceOf, output).ConfigureAwait(false);
        await MeasureAsync("that know nothing", _ => new BusBehavior(), output).ConfigureAwait(false);
    }

    private static IommuUnitBehavior DeviceOf(int number) =>
        new(new() { Devices = [new($"dev{number}")] }, DefectSet.None);

    private static async Task MeasureAsync<TState>(
        string title, Func<int, IBehavior<TState>> behavior, TextWriter output)
        where TState : State
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        Topology topology = new();
        for (var number = 0; number < Devices; number++) { topology.Add($"dev{number}", behavior(number)); }
        var system = ActorSystem.Create("idle");
        var running = await BehaviorSystem.StartAsync(system, topology, new()).ConfigureAwait(false);
        await running.RestAsync().ConfigureAwait(false);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Devices;
        output.WriteLine(
            $"{title,-36} {bytes,12:F0} {seconds,10:F1} {Environment.WorkingSet >> 20,16}");

        // They are left as they are when the program ends: to stop a million takes longer than to start them.
        GC.KeepAlive(running);
    }
}
