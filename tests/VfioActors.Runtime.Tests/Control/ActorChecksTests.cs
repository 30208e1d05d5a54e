using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Sharing;

namespace VfioActors.Runtime.Tests.Control;

public sealed class ActorChecksTests
{
    [Fact]
    public void This_Akka_tells_the_actor_of_a_cell_so_stashes_are_seen() => Assert.True(Idleness.IsKnown);

    public static TheoryData<string, Action<Stage>, string> Mishaps => new()
    {
        {
            "an actor throws",
            stage => stage.Tell(Actor(stage, me => me.On<int>(_ => throw new InvalidOperationException("weak"))), 1),
            "NoUnexpectedFailure: one failed: InvalidOperationException: weak (at ActorChecksTests."
        },
        {
            "an actor throws behind an await",
            stage => stage.Tell(Actor(stage, me => me.OnAsync<int>(async _ =>
            {
                await Task.CompletedTask;
                throw new InvalidOperationException("weak");
            })), 1),
            "NoUnexpectedFailure: one failed: InvalidOperationException: weak (at ActorChecksTests."
        },
        {
            "a constructor throws",
            stage => Actor(stage, _ => throw new InvalidOperationException("unborn")),
            "NoUnexpectedFailure: one failed: InvalidOperationException: unborn (at ActorChecksTests."
        },
        {
            "the constructor of a child throws",
            stage => stage.Tell(Actor(stage, me => me.On<int>(_ => me.Around.ActorOf(
                Heard.Of(_ => throw new InvalidOperationException("unborn")), "child"))), 1),
            "NoUnexpectedFailure: one/child failed: InvalidOperationException: unborn (at ActorChecksTests."
        },
        {
            "an actor throws when it stops",
            stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => me.Around.Stop(me.Me)),
                _ => throw new InvalidOperationException("last")), "one"), 1),
            "NoUnexpectedFailure: one failed: InvalidOperationException: last (at ActorChecksTests."
        },
        {
            "nobody handles a word",
            stage => stage.Tell(Actor(stage, me => me.On<int>(_ => { })), "word"),
            "NothingUnhandled: one does not handle word"
        },
        {
            "a message comes to one who has stopped",
            stage =>
            {
                var one = Actor(stage, me => me.On<int>(_ => me.Around.Stop(me.Me)));
                stage.Tell(one, 1);
                stage.Tell(one, 2);
            },
            "NoDeadLetters: 2 to one is a dead letter"
        },
        {
            "a message comes to a child that was stopped",
            stage => stage.Tell(Actor(stage, me => me.On<int>(_ =>
            {
                var child = me.Around.ActorOf(Heard.Of(its => its.On<int>(_ => { })), "child");
                me.Around.Stop(child);
                child.Tell(3);
            })), 1),
            "NoDeadLetters: 3 to one/child is a dead letter"
        },
        {
            "what is put aside is left when its actor stops",
            stage =>
            {
                var one = Actor(stage, me => me.On<int>(_ => me.Stash.Stash()).On<string>(_ => me.Around.Stop(me.Me)));
                stage.Tell(one, 1);
                stage.Tell(one, "stop");
            },
            "NoDeadLetters: 1 to one is a dead letter"
        },
        {
            "an await never ends",
            stage => stage.Tell(Actor(stage, me => me.OnAsync<int>(_ => new TaskCompletionSource().Task)), 1),
            "NobodySuspended: one waits for what never comes, and hears nothing"
        },
        {
            "a stash is never emptied",
            stage => stage.Tell(Actor(stage, me => me.On<int>(_ => me.Stash.Stash())), 1),
            "NoStashLeft: one has 1 message left in its stash"
        },
    };

    [Theory, MemberData(nameof(Mishaps))]
    public void What_goes_wrong_without_a_word_is_found_with_nothing_claimed(
        string what, Action<Stage> begin, string expected)
    {
        var broken = Assert.Single(Played.Broken(begin));
        Assert.True(broken.StartsWith(expected, StringComparison.Ordinal), $"{what}: {broken}");
        Assert.Equal([broken], Played.Broken(begin, "pct"));
    }

    [Theory, MemberData(nameof(Mishaps))]
    public void What_was_switched_off_by_name_is_not_looked_at(string what, Action<Stage> begin, string expected)
    {
        var broken = Played.Broken(begin, "dpor", expected[..expected.IndexOf(':', StringComparison.Ordinal)]);
        Assert.True(broken.Count == 0, $"{what}: {string.Join("; ", broken)}");
    }

    [Fact]
    public void A_kill_is_no_failure_and_an_answer_to_the_stage_is_not_unhandled() => Assert.Empty(Played.Broken(stage =>
    {
        stage.Tell(stage.Create(Heard.Of(_ => { }), "killed"), Kill.Instance);
        stage.Tell(stage.Create(Heard.Of(_ => { }), "poisoned"), PoisonPill.Instance);
        stage.Tell(Actor(stage, me => me.On<int>(one => me.From.Tell(one))), 1);
    }));

    private static IActorRef Actor(Stage stage, Action<Heard> set) => stage.Create(Heard.Of(set), "one");
}
