using VfioActors.Behaviors;
using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Protocols;

/// <summary>A model says which of its clients could change places, and is held to it.</summary>
public sealed class ModelSymmetryTests
{
    private const int Clients = 4;

    private readonly record struct Lock(ActorId Holder, int Count);
    private readonly record struct Queue(ActorId Holder, ActorId Waiter);
    private readonly record struct Tag(int Number);
    private readonly record struct Board(Tag Last, int Count);
    private readonly record struct Take : IMessage;
    private readonly record struct Give : IMessage;
    private readonly record struct Show(Tag Tag) : IMessage;
    private readonly record struct Taken(int Was) : IMessage;
    private readonly record struct Count(int Heard);
    private readonly record struct Last(ActorId Client);

    /// <summary>The first five tags, and how many of the next five come in the opposite order.</summary>
    private readonly record struct Shown(
        Tag First, Tag Second, Tag Third, Tag Fourth, Tag Fifth, int Count, int Mirrored)
    {
        internal Shown Then(Tag tag) => this with
        {
            First = Count == 0 ? tag : First,
            Second = Count == 1 ? tag : Second,
            Third = Count == 2 ? tag : Third,
            Fourth = Count == 3 ? tag : Fourth,
            Fifth = Count == 4 ? tag : Fifth,
            Count = Count + 1,
            Mirrored = Mirrored + (IsMirrored(tag) ? 1 : 0),
        };

        private bool IsMirrored(Tag tag) => tag == Count switch
        {
            5 => Fifth,
            6 => Fourth,
            7 => Third,
            8 => Second,
            9 => First,
            _ => default,
        };
    }

    /// <summary>A lock that knows who holds it, and answers whether somebody else did.</summary>
    private static Model Lockers(out ModelActorOf<Lock> held)
    {
        Model model = new("lockers");
        held = model.Actor("lock", new Lock(ActorId.Nobody, 0))
            .Hears<Take>((now, envelope, outbox) =>
            {
                outbox.Send(envelope.From, new Taken(now.Holder == ActorId.Nobody ? 0 : 1));
                return now.Holder == ActorId.Nobody ? new(envelope.From, now.Count + 1) : now;
            })
            .Hears<Give>((now, envelope, outbox) =>
            {
                outbox.Send(envelope.From, new Taken(0));
                return now.Holder == envelope.From ? new(ActorId.Nobody, now.Count) : now;
            });
        var asked = held;
        model.Interchangeable(Enumerable.Range(0, Clients).Select(
            at => model.Client($"client{at}", "LOCK").Asks(asked, new Take()).Asks(asked, new Give())));
        return model;
    }

    /// <summary>Each client shows a tag of its own; the board keeps the last, as what it is or as a number.</summary>
    private static Model Shows(bool owns, Func<Board, bool> holds)
    {
        Model model = new("board");
        var board = model.Actor("board", new Board(default, 0))
            .Answers((Board now, Show show) => (new Board(show.Tag, now.Count + 1), new Taken(now.Count)));
        List<ModelClient> clients = [];
        for (var at = 1; at <= Clients; at++)
        {
            var client = model.Client($"client{at}", "SHOW").Asks(board, new Show(new(at)));
            clients.Add(owns ? client.Owns(new Tag(at)) : client);
        }

        return model.Interchangeable(clients).Always("Holds", board, holds);
    }

    /// <summary>Two actors whose states are the same word: of one a number, of the other who was last.</summary>
    [Fact]
    public void A_number_is_told_from_an_id_of_the_same_words()
    {
        Model model = new("tally");
        var count = model.Actor("count", new Count(0)).Answers(
            (Count now, Take _) => (new Count(now.Heard + 1), new Taken(0)));
        var last = model.Actor("last", new Last(ActorId.Nobody))
            .Hears<Give>((_, envelope, outbox) =>
            {
                outbox.Send(envelope.From, new Taken(0));
                return new(envelope.From);
            });
        model.Interchangeable(Enumerable.Range(0, Clients).Select(
            at => model.Client($"client{at}", "TALLY").Asks(count, new Take()).Asks(last, new Give())));
        model.AtRest("CountsAll", view => count.In(view).Heard == Clients);
        var plain = model.Explore("stateful", new()).Exploration;
        var merged = model.Explore("stateful", new() { Symmetry = true }).Exploration;
        Assert.Equal(Verdict.Held, plain.Verdict);
        Assert.Equal(Verdict.Held, merged.Verdict);
        Assert.Equal(24, merged.Permutations);
        Assert.InRange(merged.States!.Value, plain.States!.Value / 24, plain.States.Value / 12);
    }

    [Fact]
    public void Fewer_states_lead_to_the_same_verdict()
    {
        var plain = Held(symmetry: false);
        var merged = Held(symmetry: true);
        Assert.True(merged.States * 4 < plain.States, $"{merged.States} orbits of {plain.States} states");

        static ExplorationReport Held(bool symmetry)
        {
            var report = Lockers(out var held).AtRest("NobodyHolds", view => held.In(view).Holder == ActorId.Nobody)
                .Explore("stateful", new() { Symmetry = symmetry });
            Assert.Equal(Verdict.Held, report.Verdict);
            return report.Exploration;
        }
    }

    [Fact]
    public void What_breaks_is_found()
    {
        var report = Lockers(out var held).AtRest("EachHadIt", view => held.In(view).Count == Clients)
            .Explore("stateful", new() { Symmetry = true });
        Assert.All(report.Exploration.Failures, failure => Assert.Equal("EachHadIt", failure.Property.Name));
        Assert.Equal(Verdict.Broken, report.Verdict);
    }

    [Fact]
    public void What_a_client_owns_changes_places_with_it()
    {
        Assert.Equal(Verdict.Held, Shows(owns: true, now => now.Count <= Clients)
            .Explore("stateful", new() { Symmetry = true }).Verdict);
        AssertRefused("the states differ in more than who is who", Shows(owns: false, now => now.Count <= Clients));
    }

    [Fact]
    public void A_claim_that_minds_who_is_who_is_refused() =>
        AssertRefused("Holds is broken with members in one order", Shows(owns: true, now => now.Last.Number != 2));

    /// <summary>
    /// Each of five shows its tag twice, and in one order of 945 it matters who does: 64 random runs do not meet it.
    /// </summary>
    [Theory]
    [InlineData("stateful")]
    [InlineData("breadth")]
    [InlineData("dpor")]
    public void A_claim_that_minds_who_is_who_at_one_rest_of_many_is_refused(string strategy)
    {
        Model model = new("palindromes");
        var board = model.Actor("board", default(Shown)).Answers(
            (Shown now, Show show) => (now.Then(show.Tag), new Taken(0)));
        model.Interchangeable(Enumerable.Range(1, 5).Select(
            at => model.Client($"client{at}", "SHOW").Owns(new Tag(at)).Asks(board, new Show(new(at)))
                .Asks(board, new Show(new(at)))));
        model.AtRest("First", view => board.In(view).Mirrored < 5 || board.In(view).First.Number % 2 == 1);
        var refused = Assert.Throws<NotSupportedException>(() => model.Explore(strategy, new() { Symmetry = true }));
        Assert.Contains("First is broken with members in one order", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Of an orbit one state is met, which need not be the one that is a witness.</summary>
    [Fact]
    public void A_witness_that_minds_who_is_who_is_refused() => AssertRefused(
        "Last is reached with members in one order, and not in another",
        Shows(owns: true, now => now.Count <= Clients).Reaches("Last", view =>
            view.State<ModelState<Board>>(view.Topology.Actors.First()).Value.Value.Last.Number == 2));

    /// <summary>A symmetry that was not tried to its end is not relied on.</summary>
    [Fact]
    public void A_claim_that_throws_is_refused() => AssertRefused(
        "board cannot be tried", Shows(owns: true, now => now.Count / (3 - now.Count) < 9));

    [Fact]
    public void What_a_client_owns_is_a_number_of_a_type_of_its_own() =>
        Assert.Throws<ArgumentException>(() => new Model("numbers").Client("client", "SHOW").Owns(7));

    /// <summary>
    /// Nobody hears the answer that a relay has in the end, which ends runs early: in some only one client came as far
    /// as its second operation, and knows of a message of the relay that is on its way.
    /// </summary>
    [Theory]
    [InlineData("stateful")]
    [InlineData("breadth")]
    [InlineData("dpor")]
    public void Who_was_heard_in_which_run_is_no_difference(string strategy)
    {
        Model model = new("relays");
        var last = model.Actor("last", new Count(0)).Hears<Take>((now, _, _) => now);
        ModelActor? board = null;
        var relay = model.Actor("relay", new Count(0)).Hears<Take>((now, envelope, outbox) =>
        {
            outbox.Send(board!.Id, new Give());
            outbox.Send(envelope.From, new Taken(0));
            return now;
        });
        board = model.Actor("board", new Count(0)).Answers((Count now, Give _) => (now, new Taken(0)));
        model.Interchangeable(Enumerable.Range(0, 2).Select(at => model.Client($"client{at}", "RELAY")
            .Asks(board, new Give()).Asks(relay, new Take()).Does("LAST").Asks(last, new Take())));
        var report = model.Explore(strategy, new() { Symmetry = true }).Exploration;
        Assert.Equal(["NoBrokenPromise"], report.Failures.Select(failure => failure.Property.Name).Distinct());
    }

    /// <summary>
    /// Who waits is answered when the host's answer comes, or never: so there are states in which only one client was
    /// seen to hear two others. An orbit holds at most as many states as there are orders of the clients.
    /// </summary>
    [Theory]
    [InlineData("stateful")]
    [InlineData("breadth")]
    public void No_orbit_is_left_out_for_whom_the_others_hear(string strategy)
    {
        var plain = Woken().Explore("stateful").Exploration;
        var merged = Woken().Explore(strategy, new() { Symmetry = true }).Exploration;
        Assert.Equal(262, plain.States);
        Assert.Equal(2, merged.Permutations);
        Assert.InRange(merged.States!.Value, 131, 261);

        static Model Woken()
        {
            Model model = new("woken");
            var last = model.Actor("last", new Count(0)).Answers((Count now, Take _) => (now, new Taken(0)));
            var held = model.Actor("lock", new Queue(ActorId.Nobody, ActorId.Nobody))
                .Hears<Give>((now, envelope, outbox) =>
                {
                    outbox.Send(envelope.From, new Taken(0));
                    outbox.Choose(1, options: 2);
                    return now;
                })
                .Hears<Take>((now, envelope, outbox) =>
                {
                    if (now.Holder == envelope.From) { return now; }
                    if (now.Holder.IsSomebody)
                    {
                        return now with { Waiter = now.Waiter.IsSomebody ? now.Waiter : envelope.From };
                    }

                    outbox.Send(envelope.From, new Taken(0));
                    return now with { Holder = envelope.From };
                })
                .Hears<Chosen>((now, _, outbox) =>
                {
                    if (now.Waiter.IsSomebody) { outbox.Send(now.Waiter, new Taken(0)); }
                    return now with { Waiter = ActorId.Nobody };
                });
            return model.Interchangeable(Enumerable.Range(0, 2).Select(at => model.Client($"client{at}", "LOCK")
                .Asks(held, new Give()).Asks(held, new Take()).Asks(held, new Take()).Does("LAST")
                .Asks(last, new Take())));
        }
    }

    private static void AssertRefused(string reason, Model model)
    {
        var refused = Assert.Throws<NotSupportedException>(
            () => model.Explore("stateful", new() { Symmetry = true }));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
