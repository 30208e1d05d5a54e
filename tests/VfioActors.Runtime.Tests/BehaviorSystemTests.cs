using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Dispatch;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Runtime.Tests;

public sealed class BehaviorSystemTests : IAsyncLifetime
{
    private readonly ActorSystem _system = Running.System("vfio-actors.limits.in-flight = 3");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task At_rest_nothing_of_the_workload_is_left()
    {
        var setup = Running.Made(new TallyScenario(), ("clerks", "4"), ("script", "7"));
        await using var running = await StartAsync(setup.Topology);
        await running.RestAsync();
        Assert.Empty(running.Broken);
        Assert.All(setup.Properties.OfType<Exploration.Properties.AtRest>(), claim => Assert.Null(claim.Refute(running)));
        Assert.Equal(0, running.InFlight);
        Assert.Equal(running.Deliveries, setup.Topology.Actors.Sum(running.DeliveriesOf));
    }

    [Fact]
    public async Task An_actor_that_breaks_a_promise_stops_with_its_last_steps_and_the_others_go_on()
    {
        Topology topology = new();
        var weak = topology.Add("weak", new SketchBehavior((state, envelope, _) =>
        {
            Ensure.That(Hearing.LabelOf(envelope) != 3, "nobody says 3");
            Hearing.Digits(state, envelope, null!);
        }));
        var strong = topology.Add("strong", new SketchBehavior(Hearing.Digits, outbox =>
        {
            for (var label = 1; label <= 5; label++)
            {
                outbox.Send(weak, new ToyMessage.Token(label, 0));
                outbox.Send(new(2), new ToyMessage.Token(label, 0));
            }
        }));
        await using var running = await StartAsync(topology);
        await running.RestAsync();
        var broken = Assert.Single(running.Broken);
        Assert.Equal("weak", broken.Name);
        Assert.Equal("NoBrokenPromise", broken.Property);
        Assert.Equal("nobody says 3", broken.Reason);
        Assert.Equal([strong, strong, strong], broken.LastSteps.Select(step => step.From));
        Assert.Equal(112, running.State<ToyState>(weak).Value.Value);
        Assert.Equal(112345, running.State<ToyState>(strong).Value.Value);
    }

    [Fact]
    public async Task A_system_rests_also_when_who_is_told_of_a_broken_promise_throws()
    {
        Topology topology = new();
        topology.Add("weak", new SketchBehavior(
            (_, _, _) => Ensure.That(false, "weak"), outbox => outbox.Send(new(1), new ToyMessage.Token(7, 0))));
        await using var running = await StartAsync(
            topology, new() { Broken = _ => throw new InvalidOperationException("I am told") });
        await running.RestAsync();
        Assert.Single(running.Broken);
    }

    [Fact]
    public async Task What_a_behaviour_cannot_hear_is_reported_with_the_steps_that_were_taken()
    {
        TaskCompletionSource<BrokenPromise> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Topology topology = new();
        var only = topology.Add("only", new SketchBehavior(
            Hearing.Digits, outbox => outbox.Send(new(1), new ToyMessage.Token(7, 0))));
        await using var running = await StartAsync(topology, new() { Broken = told.SetResult });
        await running.RestAsync();
        running.Directory[only].Tell("nonsense");
        var broken = await told.Task;
        Assert.Equal("a behaviour hears envelopes, not String", broken.Reason);
        Assert.Equal(only, Assert.Single(broken.LastSteps).From);
    }

    [Fact]
    public async Task A_broken_property_is_reported_once_for_each_actor_and_the_actor_goes_on()
    {
        var setup = Running.Made(new TallyScenario(), ("clerks", "2"), ("script", "0"));
        await using var running = await StartAsync(setup.Topology, new() { Watcher = new NeverTold() });
        await running.RestAsync();
        Assert.Equal(setup.Topology.Count, running.Broken.Count);
        Assert.All(running.Broken, broken => Assert.Equal("NeverTold", broken.Property));
        Assert.All(running.Broken, broken => Assert.Equal("it heard", broken.Reason));
        Assert.True(running.Deliveries > running.Broken.Count);
    }

    [Fact]
    public async Task Somebody_outside_the_tree_may_stand_for_an_actor()
    {
        Topology topology = new();
        var asker = topology.Add("asker", new SketchBehavior(Hearing.Digits, outbox => outbox.Send(new(2), new ToyMessage.Token(7, 0))));
        var stranger = topology.Add("stranger", new SketchBehavior());
        var reference = _system.ActorOf(Props.Create(() => new Echo()));
        await using var running = await StartAsync(topology, new() { Outside = new Dictionary<ActorId, IActorRef> { [stranger] = reference } });
        while (running.State<ToyState>(asker).Value.Value != 18) { await running.RestAsync(); }
        Assert.Same(reference, running.Directory.Find("stranger"));
    }

    [Fact]
    public async Task A_full_system_refuses_what_comes_from_outside()
    {
        Topology topology = new();
        var slow = topology.Add("slow", new SketchBehavior(Hearing.Digits, outbox =>
        {
            for (var label = 1; label <= 3; label++) { outbox.After(new(1 << 30), new ToyMessage.Token(label, 0)); }
        }));
        await using var running = await StartAsync(topology);
        while (running.InFlight < 3) { await Task.Yield(); }
        Assert.False(running.TryTell(ActorId.Nobody, slow, new ToyMessage.Token(9, 0)));
        running.Expire(slow);
        while (running.InFlight > 2) { await Task.Yield(); }
        Assert.True(running.TryTell(ActorId.Nobody, slow, new ToyMessage.Token(9, 0)));
        while (running.InFlight > 2) { await Task.Yield(); }
        running.Expire(slow);
        running.Expire(slow);
        await running.RestAsync();
        Assert.Equal(11923, running.State<ToyState>(slow).Value.Value);
    }

    [Fact]
    public async Task A_recorded_system_hears_nothing_from_outside()
    {
        var setup = Running.Sketch(builder => builder.Add("log", new SketchBehavior(Hearing.Digits)));
        await using var running = await StartAsync(setup.Topology, new() { Recorder = new(setup.Topology) });
        Assert.Throws<InvalidOperationException>(
            () => running.TryTell(ActorId.Nobody, new(1), new ToyMessage.Token(1, 0)));
    }

    private Task<BehaviorSystem> StartAsync(Topology topology, BehaviorSystemOptions? options = null) =>
        BehaviorSystem.StartAsync(_system, topology, options ?? new());

    private sealed class NeverTold : IStepWatcher
    {
        public (string Property, string Reason)? Before(Cell cell, in Envelope envelope) => null;

        public (string Property, string Reason)? After(Cell cell, in Envelope envelope) => ("NeverTold", "it heard");
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<PooledEnvelope>(pooled => Sender.Tell(
            new PooledEnvelope(Envelope.Of(pooled.Envelope.To, pooled.Envelope.From, new ToyMessage.Token(8, 0)))));
    }
}
