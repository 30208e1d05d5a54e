using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using VfioActors.Behaviors;
using VfioActors.Benchmarks.Buses;
using VfioActors.Runtime;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Recordings;
using static VfioActors.Benchmarks.Paces;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many messages a second do behaviours exchange on free actors, without and with a recorder? Sixty-four clients
/// ask a bus, each one question at a time. The baseline is the same by bare actors of Akka.NET. Time on the clock.
/// </summary>
internal static class FreeBenchmark
{
    private const int Clients = 64;
    private const int Asks = 20_000;

    internal static async Task RunAsync(int rounds, TextWriter output)
    {
        using var system = ActorSystem.Create(
            "free", ConfigurationFactory.ParseString("akka.loglevel = OFF").WithFallback(RuntimeSettings.Reference));
        List<(double Bare, double Free, double Recorded)> rates = [];
        for (var round = 0; round <= rounds; round++)
        {
            var bare = await BareAsync(system).ConfigureAwait(false);
            var free = await BehavioursAsync(system, records: false).ConfigureAwait(false);
            var recorded = await BehavioursAsync(system, records: true).ConfigureAwait(false);
            if (round > 0) { rates.Add((bare, free, recorded)); }
        }

        output.WriteLine($"medians of {rounds} rounds, {Clients} clients ask one bus, millions of messages a second");
        output.WriteLine($"bare actors                  {Median(rates.Select(rate => rate.Bare)),8:F2}");
        output.WriteLine($"behaviours                   {Median(rates.Select(rate => rate.Free)),8:F2}");
        output.WriteLine($"behaviours, recorded         {Median(rates.Select(rate => rate.Recorded)),8:F2}");
        output.WriteLine($"behaviours against bare      {Median(rates.Select(rate => rate.Free / rate.Bare)),8:F2}");
        output.WriteLine(
            $"time recorded against not    {Median(rates.Select(rate => rate.Free / rate.Recorded)),8:F2}");
        await system.Terminate().ConfigureAwait(false);
    }

    private static async Task<double> BehavioursAsync(ActorSystem system, bool records)
    {
        Topology topology = new();
        var bus = topology.Add("bus", new BusBehavior());
        for (var client = 0; client < Clients; client++)
        {
            topology.Add($"client{client}", new BusClientBehavior(bus, Asks));
        }

        var recorder = records ? new TraceRecorder(topology) : null;
        var start = Stopwatch.GetTimestamp();
        await using var running = await BehaviorSystem
            .StartAsync(system, topology, new() { Recorder = recorder }).ConfigureAwait(false);
        await running.RestAsync().ConfigureAwait(false);
        return running.Deliveries / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e6;
    }

    private static async Task<double> BareAsync(ActorSystem system)
    {
        CountdownEvent left = new(Clients);
        var bus = system.ActorOf(Props.Create(() => new Server()).WithDispatcher(RuntimeSettings.Dispatcher));
        List<IActorRef> actors = [bus];
        for (var client = 0; client < Clients; client++)
        {
            actors.Add(system.ActorOf(
                Props.Create(() => new Client(bus, left)).WithDispatcher(RuntimeSettings.Dispatcher)));
        }

        var start = Stopwatch.GetTimestamp();
        foreach (var client in actors.Skip(1)) { client.Tell(0); }
        await Task.Run(left.Wait).ConfigureAwait(false);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var actor in actors) { await actor.GracefulStop(TimeSpan.FromMinutes(1)).ConfigureAwait(false); }
        left.Dispose();
        return Clients * (1 + (2.0 * Asks)) / seconds / 1e6;
    }

    private sealed class Asking(int number)
    {
        internal int Number => number;
    }

    private sealed class Server : ActorBase
    {
        protected override bool Receive(object message)
        {
            Sender.Tell(new Asking(((Asking)message).Number), Self);
            return true;
        }
    }

    private sealed class Client(IActorRef bus, CountdownEvent left) : ActorBase
    {
        private int _asked;

        protected override bool Receive(object message)
        {
            if (_asked++ < Asks) { bus.Tell(new Asking(_asked), Self); }
            else { left.Signal(); }
            return true;
        }
    }
}
