using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using VfioActors.Remote.Configurations;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Benchmarks.Paces;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many messages a second go over a link between two nodes on the loopback, there and back, by our serializer and
/// by Hyperion? The baseline is Akka.Remote's own ping-pong with arrays of as many bytes. One after the other in each
/// round, medians of ratios.
/// </summary>
internal static class LinkBenchmark
{
    private const int Clients = 16;
    private const int Window = 32;
    private const int Rounds = 100;

    private const string Loopback =
        """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor.provider = remote
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
        }
        """;

    internal static async Task RunAsync(int rounds, TextWriter output)
    {
        object ask = new ContainerMessage.Map(new(0x7000_0000), new(0x10_0000), new(4096), MapModes.ReadWrite, default);
        object answer = new ContainerMessage.Done(4096, Errno.None, 0);
        using var ours = new Link(RemoteSettings.Reference);
        using var hyperion = new Link(RemoteSettings.Hyperion.WithFallback(RemoteSettings.Reference));
        var (asked, answered) = (new byte[ours.BytesOf(ask)], new byte[ours.BytesOf(answer)]);
        List<(double Bytes, double Ours, double Hyperion)> rates = [];
        for (var round = -1; round < rounds; round++)
        {
            var bytes = await ours.PingPongAsync(asked, answered).ConfigureAwait(false);
            var wire = await ours.PingPongAsync(ask, answer).ConfigureAwait(false);
            var other = await hyperion.PingPongAsync(ask, answer).ConfigureAwait(false);
            if (round >= 0) { rates.Add((bytes, wire, other)); }
        }

        output.WriteLine(
            $"medians of {rounds} rounds, {Clients} pairs with {Window} in flight, thousands of messages a second; "
            + $"{asked.Length} bytes there, {answered.Length} back");
        output.WriteLine($"Akka.Remote's ping-pong of bytes      {Median(rates.Select(rate => rate.Bytes)),8:F1}");
        output.WriteLine($"messages by our serializer            {Median(rates.Select(rate => rate.Ours)),8:F1}");
        output.WriteLine($"messages by Hyperion                  {Median(rates.Select(rate => rate.Hyperion)),8:F1}");
        output.WriteLine(
            $"ours against ping-pong (goal 0.8)     {Median(rates.Select(rate => rate.Ours / rate.Bytes)),8:F2}");
        output.WriteLine(
            $"Hyperion against ping-pong            {Median(rates.Select(rate => rate.Hyperion / rate.Bytes)),8:F2}");
    }

    /// <summary>Two nodes.</summary>
    private sealed class Link(Config config) : IDisposable
    {
        private readonly ActorSystem _near = Node("near", config);
        private readonly ActorSystem _far = Node("far", config);

        internal int BytesOf(object message) =>
            _near.Serialization.FindSerializerFor(message).ToBinary(message).Length;

        private static ActorSystem Node(string name, Config config) =>
            ActorSystem.Create(name, ConfigurationFactory.ParseString(Loopback).WithFallback(config));

        /// <returns>Thousands of messages a second.</returns>
        internal async Task<double> PingPongAsync(object ask, object answer)
        {
            using CountdownEvent left = new(Clients);
            List<IActorRef> actors = [];
            for (var pair = 0; pair < Clients; pair++)
            {
                var server = _far.ActorOf(Props.Create(() => new Server(answer)));
                var address = ((ExtendedActorSystem)_far).Provider.DefaultAddress;
                var path = server.Path.ToStringWithAddress(address);
                var across = await _near.ActorSelection(path).ResolveOne(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
                actors.Add(server);
                actors.Add(_near.ActorOf(Props.Create(() => new Client(across, ask, left))));
            }

            var start = Stopwatch.GetTimestamp();
            foreach (var client in actors.Where(actor => actor.Path.Address.System == "near")) { client.Tell("go"); }
            await Task.Run(left.Wait).ConfigureAwait(false);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            foreach (var actor in actors) { await actor.GracefulStop(TimeSpan.FromMinutes(1)).ConfigureAwait(false); }
            return 2.0 * Clients * Window * Rounds / seconds / 1e3;
        }

        public void Dispose()
        {
            _near.Dispose();
            _far.Dispose();
        }
    }

    private sealed class Server(object answer) : ActorBase
    {
        protected override bool Receive(object message)
        {
            Sender.Tell(answer, Self);
            return true;
        }
    }

    private sealed class Client(IActorRef server, object ask, CountdownEvent left) : ActorBase
    {
        private int _answers;

        protected override bool Receive(object message)
        {
            if (message is string)
            {
                for (var flying = 0; flying < Window; flying++) { server.Tell(ask, Self); }
                return true;
            }

            if (++_answers <= Window * (Rounds - 1)) { server.Tell(ask, Self); }
            if (_answers == Window * Rounds) { left.Signal(); }
            return true;
        }
    }
}
