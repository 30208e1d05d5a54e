using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.DependencyInjection;
using VfioActors.Hosting.Clients;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Kernels;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

public sealed class EventTests : TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    public EventTests()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
    }

    [Fact]
    public async Task Who_subscribes_is_told_what_was_mapped_pinned_unpinned_and_unmapped()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var client = ActivatorUtilities.CreateInstance<VfioClient>(host.Services);
        using var subscription = (await client.EventsAsync()).Subscribe();
        var container = await client.ContainerAsync("c0");
        var driver = await client.VendorDriverAsync("m0");
        await container.MapAsync(Map(0, 8));
        await container.MapAsync(Map(4, 8));
        var page = (await driver.PinAsync(Pin(1, 2))).Get()[0];
        await driver.UnpinAsync(new(At(1), new(2)));
        await container.UnmapAsync(Unmap(0, 8));
        await host.StopAsync();
        List<VfioEvent> events = [];
        await foreach (var happened in subscription.ReadAllAsync()) { events.Add(happened); }
        Assert.Equal(
            [
                new VfioEvent.Mapped("c0", At(0), Bytes(8)),
                new VfioEvent.Pinned("m0-driver", At(1), new(2), page.First),
                new VfioEvent.Unpinned("m0-driver", At(1), new(2)), new VfioEvent.Unmapped("c0", At(0), Bytes(8)),
            ],
            events);
    }

    [Fact]
    public async Task A_slow_reader_loses_the_oldest_and_is_told_how_many()
    {
        VfioEvents events = new();
        Assert.False(events.HasListeners);
        using var subscription = events.Subscribe(capacity: 2);
        Assert.True(events.HasListeners);
        for (var page = 0UL; page < 5; page++) { events.Publish(new VfioEvent.Mapped("c0", At(page), Bytes(1))); }
        Assert.Equal(new VfioEvent.Missed(3), await subscription.NextAsync());
        Assert.Equal(new VfioEvent.Mapped("c0", At(3), Bytes(1)), await subscription.NextAsync());
        subscription.Dispose();
        Assert.False(events.HasListeners);
        Assert.Equal(new VfioEvent.Mapped("c0", At(4), Bytes(1)), await subscription.NextAsync());
        Assert.Null(await subscription.NextAsync());
        events.EndAll();
        Assert.Null(await events.Subscribe().NextAsync());
    }

    [Fact]
    public async Task A_stream_gets_as_many_events_as_it_asks_for_and_ends_with_what_it_wanted()
    {
        VfioEvents events = new();
        using var materializer = Sys.Materializer();
        var wanted = events.Source(capacity: 4).Take(3).RunWith(Sink.Seq<VfioEvent>(), materializer);
        AwaitCondition(() => events.HasListeners, Long, Soon);
        for (var page = 0UL; page < 3; page++) { events.Publish(new VfioEvent.Mapped("c0", At(page), Bytes(1))); }
        Assert.Equal(3, (await wanted.WaitAsync(Long)).Count);
        AwaitCondition(() => !events.HasListeners, Long, Soon);
    }

    [Fact]
    public void An_actor_gets_as_many_events_as_it_asks_for_and_none_when_it_has_stopped()
    {
        VfioEvents events = new();
        var door = Sys.ActorOf(Props.Create(() => new EventDoorActor(events)));
        var listener = CreateTestProbe();
        door.Tell(new RequestEvents(2), listener);
        AwaitCondition(() => events.HasListeners, Long, Soon);
        for (var page = 0UL; page < 3; page++) { events.Publish(new VfioEvent.Mapped("c0", At(page), Bytes(1))); }
        listener.ExpectMsg(new VfioEvent.Mapped("c0", At(0), Bytes(1)), Long);
        listener.ExpectMsg(new VfioEvent.Mapped("c0", At(1), Bytes(1)), Long);
        listener.ExpectNoMsg(TimeSpan.Zero);
        door.Tell(new RequestEvents(1), listener);
        listener.ExpectMsg(new VfioEvent.Mapped("c0", At(2), Bytes(1)), Long);
        door.Tell(new StopEvents(), listener);
        AwaitCondition(() => !events.HasListeners, Long, Soon);
        door.Tell(new RequestEvents(1), listener);
        AwaitCondition(() => events.HasListeners, Long, Soon);
        Sys.Stop(listener);
        AwaitCondition(() => !events.HasListeners, Long, Soon);
    }

    [Fact]
    public async Task A_broken_promise_is_an_event_and_an_actor_hears_it_from_the_parent_of_all()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var system = host.Services.GetRequiredService<ActorSystem>();
        var kernel = VfioKernelPlace.In(system).Kernel!;
        var listener = CreateTestProbe(system);
        kernel.Root.Tell(new RequestEvents(10), listener);
        AwaitCondition(() => kernel.Events.HasListeners, Long, Soon);
        kernel.System.Directory.Find("c0")!.Tell("nonsense");
        Assert.Equal("c0", listener.ExpectMsg<VfioEvent.Broke>(Long).Actor);
        await host.StopAsync();
    }
}
