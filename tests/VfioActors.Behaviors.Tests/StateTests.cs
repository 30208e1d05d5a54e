using VfioActors.Behaviors.Tests.Toys;
using VfioActors.Behaviors.Values;
using VfioActors.Testing;

namespace VfioActors.Behaviors.Tests;

public sealed class StateTests
{
    private const int Changes = 4000;

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void A_state_is_its_model_through_changes_and_returns(ulong seed)
    {
        Journal journal = new();
        StoreState state = new(journal);
        StoreWalk walk = new(seed);
        Stack<(int Mark, ulong Fingerprint, StoreModel Model)> past =
            new([(journal.Mark, state.Fingerprint, new StoreModel())]);
        StoreModel model = new();
        for (var change = 0; change < Changes; change++)
        {
            walk.Change(state, model);
            if (walk.Random.Below(4) == 0) { past.Push((journal.Mark, state.Fingerprint, model.Copy())); }
            if (walk.Random.Below(12) == 0) { model = GoBack(walk, journal, state, past); }

            model.AssertSame(state);
            Assert.Equal(state.Recomputed(), state.Fingerprint);
        }

        journal.BackTo(0);
        new StoreModel().AssertSame(state);
        Assert.Equal(new StoreState(new()).Fingerprint, state.Fingerprint);
    }

    [Theory, InlineData(5), InlineData(6)]
    public void Equal_states_have_equal_fingerprints_and_unequal_ones_do_not(ulong seed)
    {
        SortedDictionary<string, ulong> seen = new(StringComparer.Ordinal);
        SortedDictionary<ulong, string> back = [];
        StoreWalk walk = new(seed);
        var again = 0;
        for (var run = 0; run < 400; run++)
        {
            StoreState state = new(new());
            StoreModel model = new();
            for (var change = 0; change < 20; change++)
            {
                walk.Change(state, model);
                again += seen.TryAdd(model.Text, state.Fingerprint) ? 0 : 1;
                back.TryAdd(state.Fingerprint, model.Text);
                Assert.Equal(seen[model.Text], state.Fingerprint);
                Assert.Equal(back[state.Fingerprint], model.Text);
            }
        }

        Assert.InRange(again, 500, int.MaxValue);
    }

    [Theory, InlineData(7), InlineData(8)]
    public void A_journal_that_keeps_nothing_changes_neither_values_nor_fingerprints(ulong seed)
    {
        Journal none = new(keeps: false);
        var (kept, free) = (new StoreState(new()), new StoreState(none));
        var (one, other) = (new StoreModel(), new StoreModel());
        var (walk, twin) = (new StoreWalk(seed), new StoreWalk(seed));
        for (var change = 0; change < Changes; change++)
        {
            walk.Change(kept, one);
            twin.Change(free, other);
            other.AssertSame(free);
            Assert.Equal(kept.Fingerprint, free.Fingerprint);
            Assert.Equal(free.Recomputed(), free.Fingerprint);
        }

        Assert.Equal(0, none.Mark);
    }

    [Fact]
    public void One_journal_takes_back_the_changes_of_many_states_in_their_order()
    {
        Journal journal = new();
        StoreState[] states = [new(journal), new(journal), new(journal)];
        StoreModel[] models = [new(), new(), new()];
        StoreWalk walk = new(9);
        for (var round = 0; round < 200; round++)
        {
            var (mark, copies) = (journal.Mark, models.Select(model => model.Copy()).ToArray());
            ulong[] before = [.. states.Select(state => state.Fingerprint)];
            for (var change = walk.Random.Below(40); change > 0; change--)
            {
                var at = walk.Random.Below(3);
                walk.Change(states[at], models[at]);
            }

            if (walk.Random.Below(2) == 0) { continue; }
            journal.BackTo(mark);
            models = copies;
            Assert.Equal(before, states.Select(state => state.Fingerprint));
            for (var at = 0; at < 3; at++) { models[at].AssertSame(states[at]); }
        }
    }

    [Fact]
    public void Setting_what_is_there_already_is_no_change()
    {
        Journal journal = new();
        StoreState state = new(journal);
        state.Pages[1] = 2;
        var mark = journal.Mark;
        state.First.Value = 7;
        state.Pages[1] = 2;
        Assert.False(state.Pages.Remove(3));
        Assert.Equal(mark, journal.Mark);
    }

    [Fact]
    public void Going_back_to_now_changes_nothing()
    {
        Journal journal = new();
        StoreState state = new(journal);
        state.First.Value = 1;
        journal.BackTo(journal.Mark);
        Assert.Equal(1, state.First.Value);
    }

    [Fact]
    public void Equal_values_in_different_parts_are_different_states()
    {
        var (first, second) = (new StoreState(new()), new StoreState(new()));
        (first.First.Value, first.Second.Value) = (1, 2);
        (second.First.Value, second.Second.Value) = (2, 1);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public void A_queue_in_another_order_is_another_state()
    {
        var (first, second) = (new StoreState(new()), new StoreState(new()));
        foreach (var value in new[] { 1, 2 }) { first.Asked.Enqueue(value); }
        foreach (var value in new[] { 2, 1 }) { second.Asked.Enqueue(value); }
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.Equal(1, first.Asked.Dequeue());
        Assert.Equal(2, second.Asked.Dequeue());
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public void A_key_with_the_default_value_is_not_an_absent_key()
    {
        StoreState state = new(new());
        var empty = state.Fingerprint;
        state.Pages[0] = 0;
        Assert.True(state.Pages.Contains(0));
        Assert.NotEqual(empty, state.Fingerprint);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_limit_passed_is_a_broken_promise_and_changes_nothing(bool keeps)
    {
        Journal journal = new(keeps);
        StoreState state = new(journal);
        Assert.Throws<BrokenPromiseException>(() => state.Asked.Dequeue());
        for (var at = 0; at < StoreState.Limit; at++)
        {
            state.Asked.Enqueue(at);
            state.Pages[at] = 1;
        }

        var (mark, fingerprint) = (journal.Mark, state.Fingerprint);
        Assert.Equal(
            "a full queue is never added to",
            Assert.Throws<BrokenPromiseException>(() => state.Asked.Enqueue(0)).Message);
        Assert.Equal(
            "a full map is never added to", Assert.Throws<BrokenPromiseException>(() => state.Pages[-1] = 1).Message);
        Assert.Equal(mark, journal.Mark);
        Assert.Equal(fingerprint, state.Fingerprint);
        Assert.Equal(StoreState.Limit, state.Asked.Count);
        Assert.Equal(StoreState.Limit, state.Pages.Count);

        state.Pages[0] = 2;
        Assert.Equal(2UL, state.Pages[0]);
    }

    [Fact]
    public void The_fingerprint_of_a_state_is_the_same_everywhere()
    {
        StoreState state = new(new());
        Assert.Equal("b246d80d15a8923c", Fingerprint.Text(state.Fingerprint));
        state.Pages[3] = 4;
        state.Asked.Enqueue(5);
        state.Wide.Value = (-1, long.MaxValue);
        Assert.Equal("5f33ff48b22b46c9", Fingerprint.Text(state.Fingerprint));
    }

    [Fact]
    public void Changing_and_going_back_allocates_nothing_once_warm()
    {
        Journal journal = new();
        StoreState state = new(journal);
        Cycle();
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var round = 0; round < 10_000; round++) { Cycle(); }
        }));

        void Cycle()
        {
            state.First.Value++;
            state.Pages[5] = 6;
            state.Pages[4] = 6;
            state.Pages.Remove(5);
            state.Asked.Enqueue(1);
            state.Asked.Dequeue();
            journal.BackTo(0);
        }
    }

    private static StoreModel GoBack(
        StoreWalk walk, Journal journal, StoreState state, Stack<(int Mark, ulong Fingerprint, StoreModel Model)> past)
    {
        for (var steps = walk.Random.Below(past.Count); steps > 0; steps--) { past.Pop(); }
        journal.BackTo(past.Peek().Mark);
        Assert.Equal(past.Peek().Mark, journal.Mark);
        Assert.Equal(past.Peek().Fingerprint, state.Fingerprint);
        return past.Peek().Model.Copy();
    }
}
