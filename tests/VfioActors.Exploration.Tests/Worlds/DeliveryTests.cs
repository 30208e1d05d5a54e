using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Worlds;

public sealed class DeliveryTests
{
    /// <summary>What <c>c</c> can hear when <c>a</c> sends it 1 and then has <c>b</c> send it 2.</summary>
    [Theory]
    [InlineData(Delivery.Causal, new[] { 112 }, 2)] // 2 cannot overtake what happened before it
    [InlineData(Delivery.Pair, new[] { 112, 121 }, 3)] // between different pairs there is no order
    [InlineData(Delivery.Mailbox, new[] { 112 }, 2)] // 1 was put into the queue first
    public void What_was_sent_first_may_be_overtaken_by_way_of_another_actor(
        Delivery delivery, int[] heard, long orders)
    {
        var setup = Made.Sketch(Triangle, delivery);
        Assert.Equal(orders, Made.Explored(setup, new DfsStrategy()).Runs);
        Assert.Equal(heard, Heard(setup));
    }

    /// <summary>What <c>c</c> can hear when two actors that know nothing of each other send to it.</summary>
    [Theory]
    [InlineData(Delivery.Causal, new[] { 112, 121 })]
    [InlineData(Delivery.Pair, new[] { 112, 121 })]
    [InlineData(Delivery.Mailbox, new[] { 112 })]
    public void Only_a_mailbox_orders_messages_of_strangers(Delivery delivery, int[] heard)
    {
        var setup = Made.Sketch(
            builder =>
            {
                var c = builder.Add("c", new SketchBehavior(Hearing.Digits));
                builder.Add("a", new SketchBehavior(starts: outbox => outbox.Send(c, new ToyMessage.Token(1, 0))));
                builder.Add("b", new SketchBehavior(starts: outbox => outbox.Send(c, new ToyMessage.Token(2, 0))));
            },
            delivery);
        Assert.Equal(heard, Heard(setup));
    }

    [Theory]
    [InlineData(Delivery.Causal)]
    [InlineData(Delivery.Pair)]
    [InlineData(Delivery.Mailbox)]
    public void Between_two_actors_messages_stay_in_order(Delivery delivery)
    {
        var setup = Made.Sketch(
            builder =>
            {
                var c = builder.Add("c", new SketchBehavior(Hearing.Digits));
                builder.Add("a", new SketchBehavior(starts: outbox =>
                {
                    for (var label = 1; label <= 3; label++) { outbox.Send(c, new ToyMessage.Token(label, 0)); }
                }));
            },
            delivery);
        Assert.Equal([1123], Heard(setup));
    }

    [Fact]
    public void What_a_step_sends_first_can_be_answered_before_what_it_sends_next()
    {
        // a tells b, then c; b tells c at once: c may hear b before a, for a's second message was sent later.
        var setup = Made.Sketch(builder =>
        {
            var c = builder.Add("c", new SketchBehavior(Hearing.Digits));
            var b = builder.Add("b", new SketchBehavior((_, _, outbox) => outbox.Send(c, new ToyMessage.Token(2, 0))));
            builder.Add("a", new SketchBehavior(starts: outbox =>
            {
                outbox.Send(b, new ToyMessage.Token(0, 0));
                outbox.Send(c, new ToyMessage.Token(1, 0));
            }));
        });
        Assert.Equal([112, 121], Heard(setup));
    }

    [Fact]
    public void A_clock_is_moved_by_the_actors_own_timers_alone()
    {
        var setup = Made.Sketch(builder =>
        {
            SketchBehavior waits = new(
                (state, _, outbox) =>
                {
                    state.Value.Value = (state.Value.Value * 10) + (int)outbox.Now.Value;
                    if (outbox.Now.Value == 2) { outbox.After(new(3), new ToyMessage.Token(0, 0)); }
                },
                outbox => outbox.After(new(2), new ToyMessage.Token(0, 0)));
            var c = builder.Add("c", waits);
            builder.Add("a", new SketchBehavior(starts: outbox => outbox.Send(c, new ToyMessage.Token(0, 0))));
            builder.Add("late", new SketchBehavior(starts: outbox => outbox.After(new(9), new ToyMessage.Token(0, 0))));
        });

        // Timers at 2 and 5; the message comes at 0, at 2 (and sets one more timer) or at 5.
        Assert.Equal([1025, 1255, 12255], Heard(setup));
    }

    private static void Triangle(ScenarioBuilder builder)
    {
        var c = builder.Add("c", new SketchBehavior(Hearing.Digits));
        var b = builder.Add("b", new SketchBehavior((_, _, outbox) => outbox.Send(c, new ToyMessage.Token(2, 0))));
        builder.Add("a", new SketchBehavior(starts: outbox =>
        {
            outbox.Send(c, new ToyMessage.Token(1, 0));
            outbox.Send(b, new ToyMessage.Token(0, 0));
        }));
    }

    /// <summary>What the first actor can have heard at rest, under every exhaustive strategy.</summary>
    private static List<int> Heard(Setup setup)
    {
        var all = ValuesAtRest(setup, new DfsStrategy());
        Assert.Equal(all, ValuesAtRest(setup, new DporStrategy()));
        Assert.Equal(all, ValuesAtRest(setup, new StatefulStrategy()));
        return [.. all];
    }

    private static SortedSet<int> ValuesAtRest(Setup setup, IStrategy strategy)
    {
        SortedSet<int> values = [];
        WatchingStrategy watching = new(strategy, world =>
        {
            if (world.Enabled.Length == 0) { values.Add(world.State<ToyState>(new(1)).Value.Value); }
        });
        Assert.True(Made.Explored(setup, watching).Complete);
        return values;
    }
}
