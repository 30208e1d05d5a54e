using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Worlds;

public sealed class BagTests
{
    /// <summary>
    /// What one actor adds up when it is sent 1, 10 and 100, each once, by what may be lost and what may come again.
    /// </summary>
    public static TheoryData<BagFaults, int[]> Sums => new()
    {
        { new(0, 0), [111] },
        { new(1, 0), [11, 101, 110, 111] },
        { new(3, 0), [0, 1, 10, 11, 100, 101, 110, 111] },
        { new(0, 1), [111, 112, 121, 211] },
        { new(0, 2), [111, 112, 113, 121, 122, 131, 211, 212, 221, 311] },
        { new(1, 1), [11, 12, 21, 101, 102, 110, 111, 112, 120, 121, 201, 210, 211] },
    };

    [Fact]
    public void Messages_of_one_pair_come_in_any_order()
    {
        var setup = Sending(Hearing.Digits, [1, 2, 3]);
        Assert.Equal([1123, 1132, 1213, 1231, 1312, 1321], Heard(setup, new DfsStrategy()));
        Assert.Equal(Heard(setup, new DfsStrategy()), Heard(setup, new StatefulStrategy()));
        Assert.Equal(Heard(setup, new DfsStrategy()), Heard(setup, new BreadthFirstStrategy()));
        Assert.Equal(Heard(setup, new DfsStrategy()), Heard(setup, PortfolioStrategy.Of(1), new() { Runs = 1_000 }));
    }

    /// <summary>
    /// As Stateright 0.31 has it in its test <c>no_op_depends_on_network</c>: 2 states without order, where what would
    /// be ignored is never delivered, and 3 in order.
    /// </summary>
    [Theory]
    [InlineData(Delivery.Bag, 2)]
    [InlineData(Delivery.Pair, 3)]
    public void What_would_do_nothing_stays_in_a_bag_and_is_handled_in_order(Delivery delivery, long states)
    {
        var setup = Made.Sketch(builder =>
        {
            var server = builder.Add("server", new SketchBehavior((state, envelope, _) =>
            {
                if (Hearing.LabelOf(envelope) == 2) { state.Value.Value = 2; }
            }));
            builder.Add("client", new SketchBehavior(starts: outbox =>
            {
                outbox.Send(server, new ToyMessage.Token(1, 0));
                outbox.Send(server, new ToyMessage.Token(2, 0));
            }));
        }, delivery);
        Assert.Equal(states, Made.Explored(setup, new StatefulStrategy()).States);
    }

    [Fact]
    public void What_would_do_nothing_now_is_handled_when_it_does_something()
    {
        // Only after 1 does 2 count.
        var setup = Sending(
            (state, envelope, _) =>
            {
                var label = Hearing.LabelOf(envelope);
                if (label == 1 || state.Value.Value > 1) { state.Value.Value = (state.Value.Value * 10) + label; }
            },
            [2, 1]);
        Assert.Equal([112], Heard(setup, new DfsStrategy()));
    }

    [Theory, MemberData(nameof(Sums))]
    public void Messages_are_lost_and_come_again_as_often_as_said(BagFaults faults, int[] sums)
    {
        var setup = Sending(Hearing.Sum, [1, 10, 100], faults);
        int[] heard = [.. sums.Select(sum => sum + 1).Order()];
        Assert.Equal(heard, Heard(setup, new DfsStrategy()));
        Assert.Equal(heard, Heard(setup, new StatefulStrategy()));
        Assert.Equal(heard, Heard(setup, new StatefulStrategy(), new() { Remembered = 0 }));
        Assert.Equal(heard, Heard(setup, new BreadthFirstStrategy()));
        Assert.Equal(heard, Heard(setup, PortfolioStrategy.Of(1), new() { Runs = 4_000 }));
    }

    /// <summary>Two that say the same are two, whichever of them is lost.</summary>
    [Fact]
    public void Of_two_equal_messages_one_is_lost_and_the_other_comes()
    {
        Assert.Equal([1, 2, 3], Heard(Sending(Hearing.Sum, [1, 1], new(2, 0)), new StatefulStrategy()));
        Assert.Equal([2, 3], Heard(Sending(Hearing.Sum, [1, 1], new(1, 0)), new StatefulStrategy()));
    }

    [Fact]
    public void Going_back_anywhere_restores_what_may_still_be_lost()
    {
        var (old, fresh) = (Chatting().MakeWorld(), Chatting().MakeWorld(World.CachedMax));
        SeededRandom random = new(3);
        for (var move = 0; move < 4_000; move++)
        {
            if (old.Enabled.Length == 0 || random.Below(4) == 0) { old.BackTo(random.Below(old.Depth + 1)); }
            else { old.Take(old.Enabled[random.Below(old.Enabled.Length)]); }
            if (move % 8 != 0) { continue; }
            fresh.BackTo(0);
            for (var step = 0; step < old.Depth; step++) { fresh.Take(Find(fresh, old.KeyAt(step))); }
            Assert.Equal(old.FutureFingerprint, fresh.FutureFingerprint);
            Assert.Equal(old.Fingerprint, fresh.Fingerprint);
            Assert.Equal(Enabled(old), Enabled(fresh));
        }
    }

    [Fact]
    public void Dpor_and_symmetry_refuse_a_bag_by_name()
    {
        var setup = Sending(Hearing.Sum, [1, 2]);
        var refused = Assert.Throws<NotSupportedException>(() => Made.Explored(setup, new DporStrategy()));
        Assert.StartsWith("dpor ", refused.Message, StringComparison.Ordinal);
        Assert.Equal("stateful", Search.Run(() => setup, null, new()).Strategy);
    }

    [Fact]
    public void A_claim_sees_no_message_that_was_lost()
    {
        var setup = Sending(Hearing.Sum, [5], new(1, 0), builder => builder.Claim(new HearsOnce()));
        var report = Made.Explored(setup, new DfsStrategy());
        Assert.Equal(2, report.Runs);
        Assert.Equal(Verdict.Held, report.Verdict);
    }

    /// <summary>An actor that hears what another sends it.</summary>
    private static Setup Sending(
        Action<ToyState, Envelope, Outbox> hears, int[] labels, BagFaults faults = default,
        Action<ScenarioBuilder>? claims = null)
    {
        SketchScenario scenario = new(builder =>
        {
            var to = builder.Add("hears", new SketchBehavior(hears));
            builder.Add("sends", new SketchBehavior(starts: outbox =>
            {
                foreach (var label in labels) { outbox.Send(to, new ToyMessage.Token(label, 0)); }
            }));
            builder.Claim(new ModelAtRest("Anything", "Anything may be.", _ => null, isSymmetric: false));
            claims?.Invoke(builder);
        });
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Bag, faults);
    }

    /// <summary>Three that send on what they hear, each a few times; some of it does nothing.</summary>
    private static Setup Chatting()
    {
        SketchScenario scenario = new(builder =>
        {
            for (var actor = 1; actor <= 3; actor++)
            {
                ActorId next = new((actor % 3) + 1);
                builder.Add($"a{actor}", new SketchBehavior(
                    (state, envelope, outbox) =>
                    {
                        var token = envelope.Read<ToyMessage.Token>();
                        if (token.Label % 3 == 0) { return; }
                        state.Value.Value += token.Label;
                        if (token.Life == 0) { return; }
                        outbox.Send(next, new ToyMessage.Token(token.Label + 1, token.Life - 1));
                        outbox.Send(envelope.From, new ToyMessage.Token(token.Label, token.Life - 1));
                    },
                    outbox => outbox.Send(next, new ToyMessage.Token(1, 3))));
            }
        });
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Bag, new(2, 2));
    }

    private static SortedSet<int> Heard(Setup setup, IStrategy strategy, ExplorationOptions? options = null)
    {
        SortedSet<int> values = [];
        WatchingStrategy watching = new(strategy, world =>
        {
            if (world.Enabled.Length == 0) { values.Add(world.State<ToyState>(new(1)).Value.Value); }
        });
        var report = Made.Explored(setup, watching, options);
        Assert.Equal(strategy.Traits.IsExhaustive, report.Complete);
        return values;
    }

    /// <summary>In a run with one message that adds up to 6 the message was heard, in others it was not.</summary>
    private sealed class HearsOnce : Ordering
    {
        public override string Claim => "What was heard was added.";

        public override bool Sees(ActorId receiver, MessageKind kind) => true;

        public override (int Step, string Reason)? Refute(ReadOnlySpan<Envelope> steps, IWorldView view)
        {
            var heard = 0;
            foreach (ref readonly var step in steps) { heard += step.Is<ToyMessage.Token>() ? 1 : 0; }
            var sum = view.State<ToyState>(new(1)).Value.Value;
            return sum == 1 + (heard * 5) ? null : (0, $"{heard} heard and {sum} added");
        }
    }

    private static Choice Find(World world, StepKey key) =>
        world.Enabled.ToArray().Single(choice => world.KeyOf(choice) == key);

    private static string Enabled(World world) =>
        string.Join("; ", world.Enabled.ToArray().Select(choice =>
            $"{TraceRecording.Expected(world, choice)} {TraceRecording.Expected(world, choice).Fate}"));
}
