using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;

namespace VfioActors.Benchmarks.Bare;

/// <summary>Request and reply between plain Akka.NET actors, as many of each as a storm has.</summary>
internal sealed class BareLoad
{
    private readonly List<BareCount> _counts = [];
    private volatile bool _isOver;

    internal static object Request { get; } = new();

    internal bool IsOver => _isOver;

    /// <summary>Runs for a time, then until nothing is in flight.</summary>
    /// <returns>Messages a second, both ways.</returns>
    internal static double MessagesPerSecond(int clients, int servers, int window, TimeSpan duration)
    {
        using var system = ActorSystem.Create("bare",
            ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF"));
        BareLoad load = new();
        IActorRef[] asked =
            [.. Enumerable.Range(0, servers).Select(_ => system.ActorOf(Props.Create(() => new BareServer())))];
        var start = Stopwatch.GetTimestamp();
        for (var at = 0; at < clients; at++)
        {
            system.ActorOf(Props.CreateBy(new BareProducer(() => new BareClient(asked, window, load))));
        }

        Thread.Sleep(duration);
        load._isOver = true;
        while (load.Counts().Count < clients || load.Counts().Any(count => count.Left > 0)) { Thread.Sleep(1); }
        return 2 * load.Counts().Sum(count => count.Received) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    internal BareCount Add()
    {
        BareCount count = new();
        lock (_counts) { _counts.Add(count); }
        return count;
    }

    private List<BareCount> Counts()
    {
        lock (_counts) { return [.. _counts]; }
    }
}
