using VfioActors.Behaviors;
using VfioActors.Exploration.Judgements;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Worlds;

/// <summary>What the future depends on is told apart: a search that merges states looks at all of them.</summary>
public sealed class FutureTests
{
    private static readonly ToyMessage.Token Ring = new(0, 0);

    public static TheoryData<Delivery> Deliveries => [.. Enum.GetValues<Delivery>()];

    [Theory, MemberData(nameof(Deliveries))]
    public void Two_clocks_that_are_read_are_two_futures(Delivery delivery)
    {
        // A timer of 1 or of 2 leaves the same state behind: then, or before, a message asks what time it is.
        Agree(3, delivery, builder =>
        {
            var reads = builder.Add("reads", new SketchBehavior(
                (state, envelope, outbox) =>
                {
                    if (envelope.Is(out Chosen chosen)) { outbox.After(new(1 + chosen.Option), Ring); }
                    else if (Hearing.LabelOf(envelope) == 9) { state.Value.Value = 10 + (int)outbox.Now.Value; }
                },
                outbox => outbox.Choose(0, 2)));
            builder.Add("asks", new SketchBehavior(starts: outbox => outbox.Send(reads, new ToyMessage.Token(9, 0))));
            builder.Claim(new NeverEndsWith(reads));
        });
    }

    /// <summary>Else a search would merge states, and begin again at the first message that asks.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void Who_asks_for_the_time_at_its_start_is_known_to_before_any_step(bool asks)
    {
        var world = Made.Sketch(builder =>
        {
            builder.Add("idle", new SketchBehavior());
            builder.Add("clock", new SketchBehavior(starts: outbox =>
            {
                if (asks) { outbox.After(new(1 + outbox.Now.Value), Ring); }
            }));
        }).MakeWorld();
        Assert.Equal(asks ? 1 : 0, world.Distinctions);
        Assert.Equal([false, false, asks], Enumerable.Range(0, 3).Select(actor => world.Learned.ReadsClock(actor)));
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void Two_and_three_options_are_two_futures(Delivery delivery)
    {
        // Which of two messages comes first decides of how many options the first answer is one.
        Agree(null, delivery, builder =>
        {
            var asks = builder.Add("asks", new SketchBehavior((state, envelope, outbox) =>
            {
                if (envelope.Is(out ToyMessage.Token token)) { outbox.Choose(0, token.Label); }
                else { state.Value.Value = (state.Value.Value * 4) + Hearing.LabelOf(envelope); }
            }));
            for (var most = 2; most <= 3; most++)
            {
                var options = most;
                builder.Add($"tells{options}", new SketchBehavior(
                    starts: outbox => outbox.Send(asks, new ToyMessage.Token(options, 0))));
            }

            builder.Claim(new NeverEndsWith(asks));
        });
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void Who_crashed_is_not_who_came_to_rest(Delivery delivery)
    {
        // The promise is broken when the message comes first, and neither message leaves a trace in the state.
        Agree(null, delivery, builder =>
        {
            var hears = builder.Add("hears", new SketchBehavior((state, envelope, outbox) =>
            {
                var isEarly = Hearing.LabelOf(envelope) == 2 && state.Value.Value == 1;
                state.Value.Value = 7;
                Ensure.That(!isEarly, "the message is early");
            }));
            for (var label = 1; label <= 2; label++)
            {
                ToyMessage.Token token = new(label, 0);
                builder.Add($"tells{label}", new SketchBehavior(starts: outbox => outbox.Send(hears, token)));
            }

            builder.Claim(new NeverEndsWith(hears));
        });
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void What_was_found_before_is_part_of_how_it_goes_on(Delivery delivery)
    {
        // Whether the two sum up to 6 or to 16 first depends on the order, and the state behind both is the same.
        var report = Agree(null, delivery, builder =>
        {
            var one = builder.Add("one", new SketchBehavior((state, _, _) => state.Value.Value = 5));
            var other = builder.Add("other", new SketchBehavior((state, _, _) => state.Value.Value = 15));
            builder.Add("tells1", new SketchBehavior(starts: outbox => outbox.Send(one, Ring)));
            builder.Add("tells2", new SketchBehavior(starts: outbox => outbox.Send(other, Ring)));

            builder.Claim(new NeverMoreThan(5));
        });
        Assert.Equal(["6", "16"], report.Failures.Select(failure => failure.Reason).OrderBy(int.Parse));
    }

    /// <summary>Stateful search and brute force find the same.</summary>
    /// <param name="states">How many final states there are; null for any.</param>
    private static ExplorationReport Agree(int? states, Delivery delivery, Action<ScenarioBuilder> build)
    {
        var setup = Made.Sketch(build, delivery);
        FinalStates brute = new(new DfsStrategy());
        FinalStates merged = new(new StatefulStrategy());
        var everything = Made.Explored(setup, brute);
        var report = Made.Explored(setup, merged);
        Assert.True(report.Complete);
        Assert.Equal(states ?? brute.Met.Count, brute.Met.Count);
        Assert.True(brute.Met.SetEquals(merged.Met), $"{merged.Met.Count} of {brute.Met.Count} final states");
        Assert.Equal(Made.Failures(everything), Made.Failures(report));
        Assert.NotEmpty(report.Failures);
        return report;
    }

    private sealed class NeverEndsWith(ActorId actor) : AtRest
    {
        public override string Claim => "Nothing comes to rest.";

        public override string? Refute(IWorldView view) => $"{view.State<ToyState>(actor).Value.Value}";
    }

    private sealed class NeverMoreThan(int most) : Observer
    {
        public override string Claim => "Two values never sum up to more.";

        public override bool Sees(ActorId receiver, MessageKind kind) => receiver.Value <= 2;

        public override string? Refute(IWorldView view)
        {
            var sum = view.State<ToyState>(new(1)).Value.Value + view.State<ToyState>(new(2)).Value.Value;
            return sum > most ? $"{sum}" : null;
        }
    }
}
