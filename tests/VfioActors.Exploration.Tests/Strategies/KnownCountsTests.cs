using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class KnownCountsTests
{
    /// <summary>Runs of dfs and of dpor, states of dfs.</summary>
    public static TheoryData<string, int, int, bool, OrderCounts> Senders => new()
    {
        { "three messages to one actor are 3! orders", 3, 1, true, new(6, 6, 16) },
        { "three messages to three actors are one", 3, 1, false, new(6, 1, 8) },
        { "two senders of two messages to one actor: 4! / (2! 2!)", 2, 2, true, new(6, 6, 19) },
        { "two senders of two messages to two actors", 2, 2, false, new(6, 1, 9) },
        { "two senders of three messages: 6! / (3! 3!)", 2, 3, true, new(20, 20, 69) },
        { "three senders of two messages: 6! / (2! 2! 2!)", 3, 2, true, new(90, 90, 271) },
        { "three senders of two messages to three actors", 3, 2, false, new(90, 1, 27) },
        { "four messages to one actor are 4! orders", 4, 1, true, new(24, 24, 65) },
    };

    [Theory, MemberData(nameof(Senders))]
    public void Orders_of_independent_senders_are_multinomials(
        string claim, int senders, int messages, bool oneReceiver, OrderCounts expected)
    {
        var setup = Made.Sketch(builder => Send(builder, senders, messages, oneReceiver));
        var dfs = Made.Explored(setup, new DfsStrategy());
        var dpor = Made.Explored(setup, new DporStrategy());
        var stateful = Made.Explored(setup, new StatefulStrategy());
        Assert.Equal(expected, new(dfs.Runs, dpor.Runs, dfs.States!.Value));
        Assert.Equal(expected.States, stateful.States);
        Assert.All([dfs, dpor, stateful], report => Assert.True(report.Complete));
        Assert.All([dfs, dpor, stateful], report => Assert.Empty(report.Failures));
    }

    [Fact]
    public void Stateful_search_ends_once_for_each_state_at_rest()
    {
        var sums = Made.Sketch(builder => SendTo(builder, builder.Add("sum", new SketchBehavior(Hearing.Sum))));
        var digits = Made.Sketch(builder => SendTo(builder, builder.Add("digits", new SketchBehavior(Hearing.Digits))));
        var (one, six) = (Made.Explored(sums, new StatefulStrategy()), Made.Explored(digits, new StatefulStrategy()));
        Assert.Equal(1, one.Runs);
        Assert.Equal(8, one.States);
        Assert.Equal(6, six.Runs);
        Assert.Equal(16, six.States);
    }

    [Fact]
    public void Choices_are_explored_with_every_option()
    {
        var setup = Made.Sketch(builder =>
        {
            builder.Add("three", new SketchBehavior(Hearing.Digits, outbox => outbox.Choose(0, 3)));
            builder.Add("two", new SketchBehavior(Hearing.Digits, outbox => outbox.Choose(0, 2)));
        });
        RecordingStrategy dfs = new(new DfsStrategy());
        RecordingStrategy dpor = new(new DporStrategy());
        Assert.Equal(12, Made.Explored(setup, dfs).Runs);
        Assert.Equal(6, Made.Explored(setup, dpor).Runs);
        Assert.Equal(6, dpor.FinalStates.Count);
        Assert.Equal(dfs.FinalStates, dpor.FinalStates);
    }

    [Fact]
    public void Timers_of_one_actor_fire_by_its_own_clock_and_those_of_two_in_any_order()
    {
        var one = Made.Sketch(builder => Timers(builder, "one"));
        var two = Made.Sketch(builder =>
        {
            Timers(builder, "one");
            Timers(builder, "two");
        });
        Assert.Equal(1, Made.Explored(one, new DfsStrategy()).Runs);
        Assert.Equal(1, Made.Explored(one, new DporStrategy()).Runs);
        Assert.Equal(6, Made.Explored(two, new DfsStrategy()).Runs);
        Assert.Equal(1, Made.Explored(two, new DporStrategy()).Runs);
    }

    [Fact]
    public void A_message_comes_before_between_or_after_timers()
    {
        var setup = Made.Sketch(builder =>
        {
            var one = Timers(builder, "one");
            builder.Add("sender", new SketchBehavior(starts: outbox => outbox.Send(one, new ToyMessage.Token(1, 0))));
        });
        Assert.Equal(3, Made.Explored(setup, new DfsStrategy()).Runs);
        Assert.Equal(3, Made.Explored(setup, new DporStrategy()).Runs);
    }

    [Theory]
    [InlineData(false, 6, 2)] // a, b and the two messages behind them
    [InlineData(true, 2, 2)] // a and b alone
    public void A_prompt_actor_has_no_steps_of_its_own(bool inline, long dfs, long dpor)
    {
        var setup = Made.Sketch(builder =>
        {
            var log = builder.Add("log", new SketchBehavior(Hearing.Digits), inline);
            for (var teller = 1; teller <= 2; teller++)
            {
                ToyMessage.Token token = new(teller, 0);
                SketchBehavior tells = new((_, _, outbox) => outbox.Send(log, token));
                var to = builder.Add($"teller{teller}", tells);
                builder.Add($"sender{teller}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
            }
        });
        RecordingStrategy recorded = new(new DporStrategy());
        Assert.Equal(dfs, Made.Explored(setup, new DfsStrategy()).Runs);
        Assert.Equal(dpor, Made.Explored(setup, recorded).Runs);
        Assert.Equal(2, recorded.FinalStates.Count);
    }

    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 1)]
    public void Messages_that_are_declared_to_commute_are_tried_in_one_order(bool declared, long dpor)
    {
        var setup = Made.Sketch(builder =>
            SendTo(builder, builder.Add("sum", new SketchBehavior(Hearing.Sum, commutes: (_, _) => declared))));
        Assert.Equal(dpor, Made.Explored(setup, new DporStrategy()).Runs);
    }

    private static void Send(ScenarioBuilder builder, int senders, int messages, bool oneReceiver)
    {
        var receivers = oneReceiver ? 1 : senders;
        for (var receiver = 0; receiver < receivers; receiver++)
        {
            builder.Add($"receiver{receiver}", new SketchBehavior(Hearing.Digits));
        }

        for (var sender = 0; sender < senders; sender++)
        {
            var to = new ActorId(oneReceiver ? 1 : sender + 1);
            ToyMessage.Token token = new(sender + 1, 0);
            SketchBehavior behavior = new(starts: outbox =>
            {
                for (var sent = 0; sent < messages; sent++) { outbox.Send(to, token); }
            });
            builder.Add($"sender{sender}", behavior);
        }
    }

    private static void SendTo(ScenarioBuilder builder, ActorId to)
    {
        for (var sender = 1; sender <= 3; sender++)
        {
            ToyMessage.Token token = new(sender, 0);
            builder.Add($"sender{sender}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
        }
    }

    /// <summary>An actor that sets a late timer before an early one.</summary>
    private static ActorId Timers(ScenarioBuilder builder, string name) =>
        builder.Add(name, new SketchBehavior(Hearing.Digits, outbox =>
        {
            outbox.After(new(5), new ToyMessage.Token(5, 0));
            outbox.After(new(3), new ToyMessage.Token(3, 0));
        }));

    /// <summary>How many orders each strategy tries, and how many states there are.</summary>
    public readonly record struct OrderCounts(long Dfs, long Dpor, long States);
}
