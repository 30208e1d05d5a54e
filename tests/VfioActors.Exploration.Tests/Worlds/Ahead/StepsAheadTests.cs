using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Worlds.Ahead;

/// <summary>A step leads where it was said to lead before it was taken, and no claim says anything new of it.</summary>
public sealed class StepsAheadTests
{
    private const int Programs = 40;
    private const int Moves = 120;
    private const int ManyMoves = 3_000;

    /// <summary>Who goes back after so many moves has sent more than 64 messages mostly.</summary>
    private const int DeepMoves = 300;

    /// <summary>Each kind of toys, known by the numbers of states and by what steps read.</summary>
    public static TheoryData<ToyFeatures, Delivery, bool> Kinds
    {
        get
        {
            TheoryData<ToyFeatures, Delivery, bool> rows = [];
            foreach (var kind in ToyKinds.All)
            {
                rows.Add((ToyFeatures)kind[0], (Delivery)kind[1], false);
                rows.Add((ToyFeatures)kind[0], (Delivery)kind[1], true);
            }

            return rows;
        }
    }

    public static TheoryData<string> Names => [.. ScenarioCatalog.All.Select(scenario => scenario.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Steps_of_toys_lead_where_it_was_said(ToyFeatures features, Delivery delivery, bool asksReads)
    {
        var known = 0;
        for (var seed = 0; seed < Programs; seed++)
        {
            // What is on its way is one word of bits, or, as when many messages were sent, several.
            known += Known(Made.Toy(seed, features, delivery), asksReads, seed, isWide: seed % 2 > 0);
        }

        // Who observes several actors sees every step, so that none is known before.
        Assert.Equal(features.HasFlag(ToyFeatures.Observer), known == 0);
    }

    [Theory, MemberData(nameof(Names))]
    public void Steps_of_shipped_scenarios_lead_where_it_was_said(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        foreach (var exhibit in scenario.Exhibits)
        {
            var arguments = ScenarioArguments.Of(scenario, exhibit.Parameters, [exhibit.Defect]);
            foreach (var delivery in Made.InOrder)
            {
                var setup = Setup.Of(scenario, arguments, delivery);
                _ = Known(setup, asksReads: false, seed: 1);
                _ = Known(setup, asksReads: true, seed: 2);
            }
        }
    }

    /// <summary>Its owner is known by what its steps read, its clients by their states.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void Most_steps_of_a_model_with_one_owner_are_known(bool asksReads)
    {
        var scenario = ScenarioCatalog.Find("aux-one-owner")!;
        (string, string)[] values = [("variant", "cleared"), ("devices", "4"), ("granularity", "turns")];
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, values, []), Delivery.Causal);
        Assert.True(Known(setup, asksReads, seed: 3, ManyMoves) > ManyMoves);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Steps_of_runs_that_send_many_messages_lead_where_it_was_said(bool asksReads)
    {
        var scenario = ScenarioCatalog.Find("aux-attach-detach")!;
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [("devices", "8")], []), Delivery.Causal);
        Assert.True(Known(setup, asksReads, seed: 4, ManyMoves, DeepMoves) > ManyMoves / 3);
    }

    /// <summary>What becomes of such a world is seen when the step is taken.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_step_that_breaks_a_promise_is_not_known(bool asksReads)
    {
        var setup = Three((state, envelope, outbox) =>
        {
            var label = Hearing.LabelOf(envelope);
            Ensure.That(label != 2 || state.Value.Value != 1, "nothing begins with 2");
            Hearing.Digits(state, envelope, outbox);
        });
        Assert.True(Known(setup, asksReads, seed: 5) > 0);
    }

    /// <summary>The second time that an actor is told something within a step it is in another state.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_step_in_which_an_actor_is_told_something_twice_leads_where_it_was_said(bool asksReads)
    {
        var setup = Made.Sketch(builder =>
        {
            var notes = builder.Add("notes", new SketchBehavior(Hearing.Digits), inline: true);
            var hears = builder.Add("hears", new SketchBehavior((state, envelope, outbox) =>
            {
                state.Value.Value = 3 - state.Value.Value;
                var label = Hearing.LabelOf(envelope);
                outbox.Send(notes, new ToyMessage.Token(label, 0));
                outbox.Send(notes, new ToyMessage.Token(label + 3, 0));
            }));
            AddSenders(builder, hears);
        });
        _ = Known(setup, asksReads, seed: 6, ManyMoves);
    }

    /// <summary>What a claim throws is told where the step is taken.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_step_at_which_a_claim_throws_is_not_known(bool asksReads)
    {
        var setup = Three(Hearing.Digits, new ThrowsAt(112));
        var world = setup.MakeWorld(World.CachedMax);
        PropertyChecker checker = new(world, setup.Properties);
        StepsAhead ahead = new(world, checker.Ahead) { AsksReads = asksReads };
        for (var again = 0; again < 2; again++)
        {
            Take(world, checker, world.Enabled[0]);
            Assert.True(ahead.Begin(world.HereAhead));
            Assert.Equal(0UL, ahead.Find(world.Enabled[0], out _));
            Assert.Throws<PropertyException>(() => Take(world, checker, world.Enabled[0]));
            world.BackTo(0);
            checker.BackTo(0);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Nothing_is_known_in_a_bag(bool asksReads)
    {
        var setup = Made.Toy(seed: 1, ToyFeatures.None, Delivery.Bag);
        Assert.Equal(0, Known(setup, asksReads, seed: 7));
    }

    private static Setup Three(Action<ToyState, Envelope, Outbox> hears, params Property[] claims) =>
        Made.Sketch(builder =>
        {
            AddSenders(builder, builder.Add("hears", new SketchBehavior(hears)));
            builder.Claim(claims);
        });

    private static void AddSenders(ScenarioBuilder builder, ActorId to)
    {
        for (var sender = 1; sender <= 3; sender++)
        {
            ToyMessage.Token token = new(sender, 0);
            builder.Add($"sender{sender}", new SketchBehavior(starts: outbox => outbox.Send(to, token)));
        }
    }

    /// <summary>Walks at random, looks ahead at each place, and takes all that is known.</summary>
    /// <returns>How many steps were known.</returns>
    private static int Known(
        Setup setup, bool asksReads, int seed, int moves = Moves, int backOneIn = 8, bool isWide = false)
    {
        var world = setup.MakeWorld(World.CachedMax);
        if (isWide) { world.Parts.Network.Order.Widen(); }
        PropertyChecker checker = new(world, setup.Properties);
        StepsAhead ahead = new(world, checker.Ahead) { AsksReads = asksReads };
        SeededRandom random = new(seed);
        var known = 0;
        for (var move = 0; move < moves; move++)
        {
            known += Look(world, checker, ahead);
            if (world.Enabled.Length == 0 || random.Below(backOneIn) == 0)
            {
                var depth = random.Below(world.Depth + 1);
                world.BackTo(depth);
                checker.BackTo(depth);
                continue;
            }

            Take(world, checker, world.Enabled[random.Below(world.Enabled.Length)]);
        }

        Assert.True(backOneIn != DeepMoves || !world.Parts.Network.Order.AreWords);
        return known;
    }

    private static int Look(World world, PropertyChecker checker, StepsAhead ahead)
    {
        var (depth, found, told) = (world.Depth, checker.Found.Count, world.Distinctions);
        var steps = world.Enabled.ToArray();
        var here = world.HereAhead;
        if (!ahead.Begin(here)) { return 0; }
        var known = 0;
        foreach (var step in steps)
        {
            var state = ahead.Find(step, out var more);
            Assert.Equal(here.Actors, world.StatesFingerprint);
            if (state == 0) { continue; }
            checker.Before(world, step);
            Take(world, ahead, step, more);
            checker.After(world);
            Assert.Equal(found, checker.Found.Count);
            Assert.Equal(more.Actors, world.StatesFingerprint);

            // What is told apart from here on has other fingerprints: a search begins again then.
            if (world.Distinctions != told) { return known; }
            Assert.Equal(new(state, KnowsNothing: true, more.Actors), world.HereAhead);
            world.BackTo(depth);
            checker.BackTo(depth);
            known++;
        }

        return known;
    }

    private static void Take(World world, StepsAhead ahead, Choice choice, StepAhead known)
    {
        if (known.Step == StepAhead.NoStep) { world.Take(choice); }
        else { world.Take(choice, ahead.SendsOf(known)); }
    }

    private static void Take(World world, PropertyChecker checker, Choice choice)
    {
        checker.Before(world, choice);
        world.Take(choice);
        checker.After(world);
    }

    /// <summary>Cannot be asked of an actor that has come to a number.</summary>
    private sealed class ThrowsAt(int number) : Invariant<ToyState>
    {
        public override string Claim => "No actor comes to a number.";

        public override string? Refute(ToyState state, ActorId actor, IWorldView view) =>
            state.Value.Value == number ? throw new InvalidOperationException("cannot be asked") : null;
    }
}
