using Akka.Actor;
using Akka.Configuration;
using VfioActors.Behaviors;
using VfioActors.Runtime.Configurations;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Runtime.Tests.Dispatch;

public sealed class DispatcherTests
{
    private const string Ours = "VfioActors.Runtime.Dispatch.WorkersDispatcherConfigurator, VfioActors.Runtime";

    [Theory]
    [InlineData("vfio-actors.dispatcher.workers = 1")]
    [InlineData("vfio-actors.dispatcher.workers = 3")]
    [InlineData("vfio-actors.dispatcher.type = Dispatcher")]
    [InlineData("vfio-actors.dispatcher.type = ForkJoinDispatcher\nvfio-actors.dispatcher.dedicated-thread-pool.thread-count = 2")]
    [InlineData("vfio-actors.dispatcher.mailbox-type = \"Akka.Dispatch.UnboundedMailbox, Akka\"")]
    [InlineData("vfio-actors.dispatcher.throughput = 1")]
    public async Task A_system_comes_to_rest_on_any_dispatcher_and_mailbox(string config)
    {
        using var system = Running.System(config);
        var setup = Running.Made(new TallyScenario(), ("clerks", "4"), ("script", "7"));
        await using var running = await BehaviorSystem.StartAsync(system, setup.Topology, new());
        await running.RestAsync();
        Assert.Empty(running.Broken);
        Assert.All(setup.Properties.OfType<Exploration.Properties.AtRest>(), claim => Assert.Null(claim.Refute(running)));
    }

    [Fact]
    public async Task Actors_of_others_run_on_our_threads_too_also_after_all_had_stopped()
    {
        using var system = Running.System($"mine {{ type = \"{Ours}\", shutdown-timeout = 1ms }}");
        for (var round = 0; round < 3; round++)
        {
            var echo = system.ActorOf(Props.Create(() => new Echo()).WithDispatcher("mine"));
            Assert.StartsWith("mine-", await echo.Ask<string>("where"), StringComparison.Ordinal);
            await echo.GracefulStop(Timeout.InfiniteTimeSpan);
        }
    }

    [Fact]
    public void The_dispatcher_is_as_its_section_says()
    {
        using var system = Running.System();
        system.Settings.InjectTopLevelFallback(RuntimeSettings.Reference);
        var dispatcher = system.Dispatchers.Lookup(RuntimeSettings.Dispatcher);
        Assert.Equal(RuntimeSettings.Dispatcher, dispatcher.Id);
        Assert.Equal(4, dispatcher.Throughput);
        Assert.Equal(TimeSpan.FromSeconds(1), dispatcher.ShutdownTimeout);
    }

    [Fact]
    public async Task A_system_rests_when_actors_stop_while_others_send_to_them()
    {
        for (var round = 0; round < 20; round++)
        {
            using var system = Running.System("vfio-actors.dispatcher.workers = 4");
            Topology topology = new();
            List<ActorId> weak = [];
            for (var number = 0; number < 50; number++)
            {
                weak.Add(topology.Add($"weak{number}", new SketchBehavior((_, _, _) => Ensure.That(false, "weak"))));
            }

            for (var number = 0; number < 4; number++)
            {
                topology.Add($"strong{number}", new SketchBehavior(
                    (_, _, outbox) => SendTwice(weak, outbox), outbox => Say(outbox.Self, outbox)));
            }

            await using var running = await BehaviorSystem.StartAsync(system, topology, new());
            await running.RestAsync();
            Assert.Equal(weak.Count, running.Broken.Count);
        }
    }

    [Fact]
    public async Task A_prompt_actor_may_choose_in_the_steps_of_several_others()
    {
        const int Senders = 3;
        const int Times = 5_000;
        using var system = Running.System("vfio-actors.dispatcher.workers = 4");
        Topology topology = new();
        var inline = topology.Add("prompt", new SketchBehavior((_, envelope, outbox) =>
        {
            if (!envelope.Is<Chosen>()) { outbox.Choose(1, 2); }
        }), inline: true);
        for (var number = 0; number < Senders; number++)
        {
            topology.Add($"sender{number}", new SketchBehavior((_, envelope, outbox) =>
            {
                var left = Hearing.LabelOf(envelope);
                Say(inline, outbox);
                if (left > 1) { outbox.Send(outbox.Self, new ToyMessage.Token(left - 1, 0)); }
            }, outbox => outbox.Send(outbox.Self, new ToyMessage.Token(Times, 0))));
        }

        await using var running = await BehaviorSystem.StartAsync(system, topology, new());
        await running.RestAsync();
        Assert.Equal(Senders * Times, running.DeliveriesOf(inline));
    }

    [Fact]
    public async Task What_goes_to_a_stranger_who_has_stopped_counts_once()
    {
        using var system = Running.System();
        Topology topology = new();
        var stranger = topology.Add("stranger", new SketchBehavior());
        topology.Add("asker", new SketchBehavior(Hearing.Digits, outbox => Say(stranger, outbox)));
        var gone = system.ActorOf(Props.Create(() => new Echo()));
        await gone.GracefulStop(Timeout.InfiniteTimeSpan);
        await using var running = await BehaviorSystem.StartAsync(
            system, topology, new() { Outside = new Dictionary<ActorId, IActorRef> { [stranger] = gone } });
        await running.RestAsync();

        // What is heard behind the dead letter shows that it was counted by then, if it was.
        await running.Root.Ask<ActorIdentity>(new Identify(1));
        Assert.Equal(0, running.InFlight);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("5000")]
    public void A_number_of_workers_that_makes_no_sense_is_refused(string workers)
    {
        using var system = Running.System($"mine {{ type = \"{Ours}\", workers = {workers} }}");
        var refused = Assert.ThrowsAny<Exception>(() => system.Dispatchers.Lookup("mine")).GetBaseException();
        Assert.IsType<ConfigurationException>(refused);
        Assert.StartsWith($"workers is {workers};", refused.Message, StringComparison.Ordinal);
    }

    private static void SendTwice(List<ActorId> weak, Outbox outbox)
    {
        foreach (var actor in weak.Concat(weak)) { Say(actor, outbox); }
    }

    private static void Say(ActorId to, Outbox outbox) => outbox.Send(to, new ToyMessage.Token(1, 0));

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(_ => Sender.Tell(Thread.CurrentThread.Name));
    }
}
