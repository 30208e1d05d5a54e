using Akka.Actor;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control;

public sealed class KeptActorsTests
{
    private static readonly string[] Names = ["a", "b"];

    [Fact]
    public void This_Akka_says_whether_a_mailbox_is_open_so_messages_go_the_short_way() =>
        Assert.True(OpenMailbox.IsKnown);

    [Fact]
    public void An_actor_that_serves_all_runs_is_made_once_however_many_runs_there_are()
    {
        var made = 0;
        var (ends, runs) = Acting.Explored((stage, words) =>
        {
            var log = stage.Create(() => Once(ref made, me => me.On<string>(words.Add)), "log", 0);
            foreach (var name in Names)
            {
                var teller = stage.Create(() => Once(ref made, me => me.On<char>(_ => log.Tell(name))), name, 0);
                stage.Tell(teller, 'x');
            }
        });
        Assert.Equal(2, ends.Count);
        Assert.Equal(2L, runs);
        Assert.Equal(3, made);
    }

    [Fact]
    public void Actors_that_stash_and_fail_do_the_same_whether_they_serve_one_run_or_all()
    {
        var (fresh, kept) = (Explored(null), Explored(0));
        Assert.Contains("open a b", fresh.Ends);
        Assert.True(fresh.Ends.Count > 3, $"{fresh.Ends.Count} ends");
        Assert.Equal(fresh.Ends, kept.Ends);
        Assert.Equal(fresh.Runs, kept.Runs);
    }

    private static Props Once(ref int made, Action<Heard> set)
    {
        made++;
        return Heard.Of(me => set(me.On<int>(_ => { })));
    }

    /// <summary>Two words, a key and a blow come to a clerk in any order.</summary>
    private static (IReadOnlyList<string> Ends, long Runs) Explored(object? reset) => Acting.Explored((stage, words) =>
    {
        var clerk = stage.Create(() => Heard.Of(me => Close(me, words)), "clerk", reset);
        foreach (var message in new object[] { "a", "b", 'k', 1.5 })
        {
            var teller = stage.Create(() => Heard.Of(me => me.On<int>(_ => { }).On<bool>(_ => clerk.Tell(message))),
                $"teller-of-{message}", reset);
            stage.Tell(teller, true);
        }
    });

    private static void Close(Heard me, List<string> words) => me
        .On<int>(_ => me.Stash.ClearStash())
        .On<string>(_ => me.Stash.Stash())
        .On<double>(_ => throw new InvalidOperationException("blow"))
        .On<char>(_ =>
        {
            words.Add("open");
            me.Turn(() => Open(me, words));
            me.Stash.UnstashAll();
        });

    private static void Open(Heard me, List<string> words) => me
        .On<int>(_ =>
        {
            me.Stash.ClearStash();
            me.Turn(() => Close(me, words));
        })
        .On<string>(words.Add)
        .On<double>(_ => throw new InvalidOperationException("blow"));
}
