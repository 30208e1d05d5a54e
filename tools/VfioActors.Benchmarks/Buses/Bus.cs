using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Benchmarks.Buses;

/// <summary>
/// The same 40 deliveries in two ways: as behaviours, and as actors of Akka.NET that are reset in place. Eight
/// clients ask a bus twice each.
/// </summary>
internal static class Bus
{
    internal const int Deliveries = 40;
    private const int Clients = 8;
    private const int Asks = 2;

    /// <summary>As Akka.NET actors.</summary>
    internal sealed class Actors : AkkaScenario
    {
        public override string Name => "bus-actors";

        public override string Summary => "Clients ask a bus.";

        protected override IReadOnlyList<ActorClaim> Claims => [];

        protected override void Begin(Stage stage)
        {
            var bus = stage.Create(() => Props.Create(() => new Server()), "bus", Reset.Instance);
            for (var client = 0; client < Clients; client++)
            {
                var asker = stage.Create(() => Props.Create(() => new Client(bus)), $"client{client}", Reset.Instance);
                stage.Tell(asker, Answer.Instance);
            }
        }
    }

    /// <summary>As behaviours.</summary>
    internal sealed class Behaviours : Scenario
    {
        public override string Name => "bus";

        public override string Summary => "Clients ask a bus.";

        public override void Build(ScenarioBuilder builder)
        {
            var bus = builder.Add("bus", new BusBehavior());
            for (var client = 0; client < Clients; client++)
            {
                builder.Add($"client{client}", new BusClientBehavior(bus, Asks));
            }
        }
    }

    internal readonly record struct Asked(int Number) : IMessage;

    private sealed class Reset
    {
        internal static Reset Instance { get; } = new();
    }

    private sealed class Answer
    {
        internal static Answer Instance { get; } = new();
    }

    private sealed class Server : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is not Reset) { Sender.Tell(Answer.Instance, Self); }
            return true;
        }
    }

    private sealed class Client(IActorRef bus) : ActorBase
    {
        private int _asked;

        protected override bool Receive(object message)
        {
            if (message is Reset) { _asked = 0; }
            else if (_asked++ < Asks) { bus.Tell(message, Self); }
            return true;
        }
    }
}
