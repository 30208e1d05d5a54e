using VfioActors.Behaviors;
using VfioActors.Exploration.Judgements;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Strategies;

/// <summary>A declaration that messages commute is true of the state at the end, and of nothing more.</summary>
public sealed class CommutingTests
{
    public static TheoryData<Delivery> Deliveries => [.. Made.InOrder];

    private static SketchBehavior Adds => new(Hearing.Sum, commutes: (_, _) => true);

    [Theory, MemberData(nameof(Deliveries))]
    public void Each_answer_has_every_option_though_answers_commute(Delivery delivery)
    {
        var setup = Made.Sketch(
            builder => builder.Add("adds", new SketchBehavior(
                Hearing.Sum,
                outbox =>
                {
                    outbox.Choose(0, 3);
                    outbox.Choose(1, 2);
                },
                (_, _) => true)),
            delivery);
        Assert.Equal(4, Agree(setup).States);
    }

    /// <summary>Two tells commute but for what each asks the host, which is answered in the order of the asking.</summary>
    [Theory, MemberData(nameof(Deliveries))]
    public void The_order_of_questions_shows_the_order_of_what_commutes(Delivery delivery)
    {
        var setup = Made.Sketch(
            builder =>
            {
                var asks = builder.Add("asks", new SketchBehavior(
                    (state, envelope, outbox) =>
                    {
                        if (envelope.Is(out Chosen it)) { state.Value.Value = (state.Value.Value * 10) + it.Question; }
                        else { outbox.Choose(Hearing.LabelOf(envelope), 1); }
                    },
                    commutes: (first, second) => !first.Is<Chosen>() && !second.Is<Chosen>()));
                Tells(builder, asks, 1);
                Tells(builder, asks, 2);
            },
            delivery);
        Assert.Equal(2, Agree(setup).States);
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void An_invariant_sees_the_state_between_two_additions(Delivery delivery)
    {
        var setup = Made.Sketch(builder => TellBoth(builder, builder.Add("adds", Adds), new NeverIs(3)), delivery);
        Assert.Contains("NeverIs: adds is 3", Agree(setup).Failures);
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void A_step_rule_sees_what_comes_to_the_state_between_two_additions(Delivery delivery)
    {
        var setup = Made.Sketch(builder => TellBoth(builder, builder.Add("adds", Adds), new NeverComesTo(3)), delivery);
        Assert.Contains("NeverComesTo: 1 comes to 3", Agree(setup).Failures);
    }

    [Theory]
    [InlineData(Delivery.Causal)]
    [InlineData(Delivery.Pair)]
    public void Claims_about_others_leave_additions_in_one_order(Delivery delivery)
    {
        var setup = Made.Sketch(
            builder =>
            {
                builder.Add("idle", new SketchBehavior());
                TellBoth(builder, builder.Add("adds", Adds), new NeverIs(3) { Whom = new(1) });
            },
            delivery);
        var report = Made.Explored(setup, new DporStrategy(setup.Properties));
        Assert.Equal(1, report.Runs);
        Assert.True(report.Complete);
        Assert.Empty(report.Failures);
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void A_timer_moves_the_clock_by_which_others_set_theirs(Delivery delivery)
    {
        // The first timer and the message commute, but the second timer is due 3 or 5 after the start: around the 4.
        var setup = Made.Sketch(
            builder =>
            {
                var to = builder.Add("sets", new SketchBehavior(
                    (state, envelope, outbox) =>
                    {
                        if (Hearing.LabelOf(envelope) == 1) { outbox.After(new(3), new ToyMessage.Token(3, 0)); }
                        if (Hearing.LabelOf(envelope) >= 3) { Hearing.Digits(state, envelope, outbox); }
                    },
                    outbox =>
                    {
                        outbox.After(new(2), new ToyMessage.Glance(2, 0));
                        outbox.After(new(4), new ToyMessage.Token(4, 0));
                    },
                    (first, second) => Hearing.LabelOf(first) < 3 && Hearing.LabelOf(second) < 3));
                builder.Add("tells", new SketchBehavior(starts: outbox => outbox.Send(to, new ToyMessage.Token(1, 0))));
            },
            delivery);
        Assert.Equal(2, Agree(setup).States);
    }

    /// <summary>
    /// One sender reads x and then y, another writes x, a third reads x: reads of x depend on the write alone. The read
    /// of y can never come before the read of x that was sent before it.
    /// </summary>
    [Theory, MemberData(nameof(Deliveries))]
    public void Messages_that_commute_stay_in_the_order_of_their_channel(Delivery delivery)
    {
        var setup = Made.Sketch(
            builder =>
            {
                var cell = builder.Add("cell", new SketchBehavior(
                    (state, envelope, _) => state.Heard[Hearing.LabelOf(envelope)] = Seen(state, envelope),
                    commutes: (first, second) => !Conflict(Hearing.LabelOf(first), Hearing.LabelOf(second))));
                Tells(builder, cell, 1, 2);
                Tells(builder, cell, 0);
                Tells(builder, cell, 3, 4);
            },
            delivery);
        Assert.Equal(4, Agree(setup).States);
    }

    /// <summary>0 writes x; 1 and 3 read it; the others touch what nobody else does.</summary>
    private static bool Conflict(int first, int second) =>
        first == second || (first == 0 && second is 1 or 3) || (second == 0 && first is 1 or 3);

    private static int Seen(ToyState state, Envelope envelope) =>
        Hearing.LabelOf(envelope) is 1 or 3 ? 1 + state.Heard[0] : 1;

    /// <summary>An actor that tells another some labels when it has told itself to: who is first is open.</summary>
    private static void Tells(ScenarioBuilder builder, ActorId to, params int[] labels)
    {
        var self = builder.Topology.Next;
        SketchBehavior tells = new(
            (_, _, outbox) =>
            {
                foreach (var label in labels) { outbox.Send(to, new ToyMessage.Token(label, 0)); }
            },
            outbox => outbox.Send(self, new ToyMessage.Token(0, 0)));
        builder.Add($"tells{labels[0]}", tells);
    }

    private static void TellBoth(ScenarioBuilder builder, ActorId to, Property property)
    {
        Tells(builder, to, 1);
        Tells(builder, to, 2);
        builder.Claim(property);
    }

    private static (int States, SortedSet<string> Failures) Agree(Setup setup)
    {
        FinalStates brute = new(new DfsStrategy());
        FinalStates reduced = new(new DporStrategy(setup.Properties));
        var everything = Made.Explored(setup, brute);
        var report = Made.Explored(setup, reduced);
        Assert.True(report.Complete);
        Assert.True(brute.Met.SetEquals(reduced.Met), $"{reduced.Met.Count} of {brute.Met.Count} final states");
        Assert.Equal(Made.Failures(everything), Made.Failures(report));
        return (reduced.Met.Count, Made.Failures(report));
    }

    private sealed class NeverIs(int bad) : Invariant<ToyState>
    {
        public ActorId Whom { get; init; }

        public override string Claim => "No value is that.";

        public override bool Concerns(Cell cell) =>
            base.Concerns(cell) && (cell.Id == Whom || Whom == ActorId.Nobody);

        public override string? Refute(ToyState state, ActorId actor, IWorldView view) =>
            state.Value.Value == bad ? $"{view.NameOf(actor)} is {bad}" : null;
    }

    private sealed class NeverComesTo(int bad) : StepRule<ToyState>
    {
        public override string Claim => "Nothing comes to that value.";

        public override string? Refute(ToyState state, in Envelope envelope, IWorldView view) =>
            state.Value.Value == bad ? $"{Hearing.LabelOf(envelope)} comes to {bad}" : null;
    }
}
