using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control;

public sealed class AnyActorsTests
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Strategies = ["dpor", "dfs", "random", "pct", "pos", "surw", "fest", "portfolio", "adaptive"];

    [Fact]
    public void Three_messages_to_one_actor_are_six_runs_and_to_three_actors_one()
    {
        var (ends, runs) = Acting.Explored((stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            foreach (var name in Names)
            {
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell(name))), name), 1);
            }
        });
        Assert.Equal(6, ends.Count);
        Assert.Equal(6L, runs);
        (ends, runs) = Acting.Explored((stage, words) =>
        {
            foreach (var name in Names)
            {
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => { })), name), 1);
            }
        });
        Assert.Single(ends);
        Assert.Equal(1L, runs);
    }

    [Fact]
    public void What_one_actor_sends_another_never_overtakes_itself_nor_its_causes()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            var friend = stage.Create(Heard.Of(me => me.On<string>(word => log.Tell($"{word} too"))), "friend");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            {
                log.Tell("first");
                friend.Tell("friend");
                log.Tell("second");
            })), "teller"), 1);
        });
        Assert.Equal(["first friend too second", "first second friend too"], ends);
    }

    [Fact]
    public void What_was_stashed_comes_before_what_came_later()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var shop = stage.Create(Heard.Of(me =>
                me.On<string>(_ => me.Stash.Stash()).On<int>(_ =>
                {
                    words.Add("open");
                    me.Turn(() => me.On<string>(words.Add));
                    me.Stash.UnstashAll();
                })), "shop");
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(shop.Tell)), "a"), "a1");
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(shop.Tell)), "b"), "b1");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(one => shop.Tell(one))), "key"), 1);
        });
        Assert.Equal(["open a1 b1", "open b1 a1"], ends);
    }

    [Fact]
    public void A_failing_actor_is_started_again_with_its_state_lost()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var weak = stage.Create(Heard.Of(me =>
            {
                var heard = 0;
                me.On<string>(_ => words.Add($"{++heard}")).On<int>(_ => throw new InvalidOperationException("weak"));
            }), "weak");
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(word =>
            {
                weak.Tell(word);
                weak.Tell(word);
            })), "a"), "a");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(one => weak.Tell(one))), "b"), 1);
        });
        Assert.Equal(["1 1", "1 2"], ends);
    }

    [Fact]
    public void Word_of_a_death_comes_after_the_last_words()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var mortal = stage.Create(Heard.Of(me => me.On<IActorRef>(friend =>
            {
                friend.Tell("last words");
                me.Around.Stop(me.Me);
            })), "mortal");
            var friend = stage.Create(Heard.Of(me =>
            {
                me.Around.Watch(mortal);
                me.On<string>(words.Add).On<Terminated>(_ => words.Add("dead"));
            }), "friend");
            stage.Tell(mortal, friend);
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(friend.Tell)), "other"), "hello");
        });
        Assert.Equal(["hello last words dead", "last words dead hello", "last words hello dead"], ends);
    }

    [Fact]
    public void An_actor_that_awaits_an_answer_hears_nothing_else_in_between()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var oracle = stage.Create(Heard.Of(me => me.On<string>(word => me.From.Tell($"re {word}"))), "oracle");
            var asker = stage.Create(Heard.Of(me => me.OnAsync<string>(async word =>
            {
                words.Add(word);
                words.Add(await oracle.Ask<string>(word, Timeout.InfiniteTimeSpan));
            })), "asker");
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(asker.Tell)), "x"), "x");
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(asker.Tell)), "y"), "y");
        });
        Assert.Equal(["x re x y re y", "y re y x re x"], ends);
    }

    [Fact]
    public void A_result_that_is_piped_on_the_controlling_thread_is_a_message_as_any_other()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var oracle = stage.Create(Heard.Of(me => me.On<int>(_ => me.From.Tell("answer"))), "oracle");
            var asker = stage.Create(Heard.Of(me => me.On<int>(_ =>
                    oracle.Ask<string>(1, Timeout.InfiniteTimeSpan).PipeTo(me.Me, useConfigureAwait: true))
                .On<string>(words.Add)), "asker");
            stage.Tell(asker, 1);
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(asker.Tell)), "other"), "other");
        });
        Assert.Equal(["answer other", "other answer"], ends);
    }

    [Fact]
    public void Timers_fire_in_their_order_and_no_clock_is_waited_for()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            {
                me.Timers.StartSingleTimer("late", "late", TimeSpan.FromDays(2));
                me.Timers.StartSingleTimer("early", "early", TimeSpan.FromDays(1));
                me.Timers.StartSingleTimer("never", "never", TimeSpan.FromDays(1));
                me.Timers.Cancel("never");
            }).On<string>(words.Add)), "sleeper"), 1);
        });
        Assert.Equal(["early late"], ends);
    }

    [Fact]
    public void A_timeout_may_come_before_the_answer()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var slow = stage.Create(Heard.Of(me => me.On<int>(_ => me.From.Tell("answer"))), "slow");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            {
                slow.Tell(1, me.Me);
                me.Around.SetReceiveTimeout(TimeSpan.FromSeconds(5));
            }).On<string>(word =>
            {
                words.Add(word);
                me.Around.SetReceiveTimeout(null);
            }).On<ReceiveTimeout>(_ =>
            {
                words.Add("timeout");
                me.Around.SetReceiveTimeout(null);
            })), "asker"), 1);
        });
        Assert.Equal(["answer", "answer timeout", "timeout answer"], ends);
    }

    [Fact]
    public void Children_are_actors_as_any_other()
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(count =>
            {
                for (var child = 0; child < count; child++)
                {
                    me.Around.ActorOf(Heard.Of(its => its.On<int>(number => log.Tell($"{number}")))).Tell(child);
                }
            })), "parent"), 3);
        });
        Assert.Equal(6, ends.Count);
    }

    [Fact]
    public void A_post_from_a_thread_that_nobody_controls_is_reported()
    {
        using Acting acting = new((stage, _) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(_ => { })), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            {
                Thread thread = new(() => log.Tell("from afar"));
                thread.Start();
                thread.Join();
            })), "rebel"), 1);
        });
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(acting, "random", 10));
        Assert.Contains("String to log was sent by another thread in the name of rebel", refused.Reasons);
    }

    [Fact]
    public void Actors_that_depend_on_something_else_are_found_out()
    {
        var count = 0;
        using Acting acting = new((stage, _) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(_ => { })), "log");
            foreach (var name in Names.Take(2))
            {
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
                {
                    if (count++ % 3 == 0) { log.Tell(name); }
                    log.Tell(name);
                })), name), 1);
            }
        });
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(acting, "dpor", 1000));
        Assert.Contains("depend on something that is not controlled", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_strategy_but_the_one_that_compares_states_finds_every_end()
    {
        void Begin(Stage stage, List<string> words)
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            foreach (var name in Names)
            {
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell(name))), name), 1);
            }
        }

        foreach (var strategy in Strategies)
        {
            Assert.Equal(6, Acting.Explored(Begin, strategy, 2000).Ends.Count);
        }

        Assert.Throws<ArgumentException>(() => Acting.Explored(Begin, "stateful"));
    }
}
