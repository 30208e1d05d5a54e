using Akka.Actor;
using Akka.Routing;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control;

public sealed class ActorRulesTests
{
    private const string Dispatchers = """
        own { type = Dispatcher, throughput = 7 }
        pinned { type = PinnedDispatcher }
        fork { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 2 } }
        tasks { type = TaskDispatcher }
        channel { executor = channel-executor }
        other-name = own
        plain-mailbox { mailbox-type = "Akka.Dispatch.UnboundedMailbox, Akka" }
        bounded-mailbox { mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 1 }
        priority { mailbox-type = "VfioActors.Runtime.Tests.Control.PrioritizingMailbox, VfioActors.Runtime.Tests" }
        priority-dispatcher {
          type = Dispatcher
          mailbox-type = "VfioActors.Runtime.Tests.Control.PrioritizingMailbox, VfioActors.Runtime.Tests"
        }
        akka.actor.deployment {
          /deployed { dispatcher = pinned }
          /deployed/child { dispatcher = fork }
          /bounded { mailbox = bounded-mailbox }
          /pool {
            router = broadcast-pool
            nr-of-instances = 2
            pool-dispatcher { type = ForkJoinDispatcher }
          }
        }
        """;

    [Theory]
    [InlineData("own")]
    [InlineData("pinned")]
    [InlineData("fork")]
    [InlineData("tasks")]
    [InlineData("channel")]
    [InlineData("other-name")]
    [InlineData("akka.actor.synchronized-dispatcher")]
    [InlineData("akka.actor.internal-dispatcher")]
    [InlineData("akka.actor.default-blocking-io-dispatcher")]
    public void An_actor_and_its_child_are_controlled_whatever_dispatcher_they_ask_for(string dispatcher) =>
        Assert.Equal(["a b", "b a"], Race(props => props.WithDispatcher(dispatcher)));

    [Theory]
    [InlineData("plain-mailbox")]
    [InlineData("unbounded")]
    public void A_mailbox_that_only_keeps_what_comes_is_controlled(string mailbox) =>
        Assert.Equal(["a b", "b a"], Race(props => props.WithMailbox(mailbox)));

    [Theory]
    [InlineData("bounded-mailbox", "BoundedMailbox")]
    [InlineData("bounded", "BoundedMailbox")]
    [InlineData("priority", "PrioritizingMailbox")]
    public void A_mailbox_with_an_order_of_its_own_is_refused_by_the_name_of_its_actor(string mailbox, string kind) =>
        Refused(stage => stage.Create(Heard.Of(_ => { }).WithMailbox(mailbox), "one"),
            $"one has mailbox {mailbox}, a {kind}: its order, or what it drops, is not controlled");

    [Fact]
    public void A_mailbox_that_nobody_configured_is_refused() =>
        Refused(stage => stage.Create(Heard.Of(_ => { }).WithMailbox("nowhere"), "one"),
            "one has mailbox nowhere, which the configuration does not know");

    [Fact]
    public void So_is_one_that_a_child_asks_for_in_a_step() => Refused(
        stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            me.Around.ActorOf(Heard.Of(_ => { }).WithMailbox("priority"), "child"))), "one"), 1),
        "one/child has mailbox priority, a PrioritizingMailbox");

    [Fact]
    public void So_is_one_that_comes_with_a_dispatcher() => Refused(
        stage => stage.Create(Heard.Of(_ => { }).WithDispatcher("priority-dispatcher"), "one"),
        "one has dispatcher priority-dispatcher with mailbox PrioritizingMailbox");

    [Fact]
    public void So_is_one_of_a_deployment() => Refused(
        stage => stage.Create(Heard.Of(_ => { }), "bounded"), "bounded has mailbox bounded-mailbox, a BoundedMailbox");

    [Theory]
    [InlineData("akka.actor.default-mailbox.mailbox-type = \"Akka.Dispatch.BoundedMailbox, Akka\"", "is BoundedMailbox")]
    [InlineData("akka.actor.provider = remote", "only local actors are controlled")]
    [InlineData("akka.loglevel = ${nowhere}", "Hocon of 'configured'")]
    public void A_configuration_that_takes_control_away_is_refused(string hocon, string reason)
    {
        var refused = Assert.ThrowsAny<UnfitScenarioException>(() => Configured.Ends(hocon, (_, _) => { }));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Actors_of_a_deployment_are_controlled_whatever_dispatcher_it_names() =>
        Assert.Equal(["a b", "b a"], Configured.Ends(Dispatchers, (stage, words) =>
            Set(stage, words, Heard.Of(me => me.On<string>(word => Log(me, word, words))), "deployed")));

    [Fact]
    public void Routees_of_a_deployment_are_controlled_whatever_dispatcher_it_names() =>
        Assert.Equal(["$a $b", "$b $a"], Configured.Ends(Dispatchers, (stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(_ => log.Tell(me.Me.Path.Name)))
                .WithRouter(FromConfig.Instance), "pool"), "a");
        }));

    [Fact]
    public void What_an_actor_starts_beside_the_others_is_refused_by_name() => Refused(
        stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => Inbox.Create(me.Around.System))), "one"), 1),
        "InboxActor at system/inbox-1 runs on threads of its own");

    [Fact]
    public void Disposing_waits_for_nobody_who_was_refused()
    {
        Configured refused = new(Dispatchers, (stage, _) =>
            stage.Create(Heard.Of(_ => { }).WithMailbox("priority"), "one"));
        Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(refused, "random", 10));
        refused.Dispose();
    }

    private static void Refused(Action<Stage> begin, string reason)
    {
        var refused = Assert.Throws<UncontrolledException>(() =>
            Configured.Ends(Dispatchers, (stage, _) => begin(stage)));
        Assert.StartsWith(reason, refused.Reasons[0], StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Race(Func<Props, Props> with) => Configured.Ends(Dispatchers, (stage, words) =>
        Set(stage, words, with(Heard.Of(me => me.On<string>(word => Log(me, word, words, with)))), "log"));

    private static void Set(Stage stage, List<string> words, Props props, string name)
    {
        var log = stage.Create(props, name);
        foreach (var word in new[] { "a", "b" })
        {
            stage.Tell(stage.Create(Heard.Of(me => me.On<string>(log.Tell)), word), word);
        }
    }

    /// <summary>The word is written down by a child.</summary>
    private static void Log(Heard me, string word, List<string> words, Func<Props, Props>? with = null)
    {
        var child = me.Around.Child("child");
        if (child.IsNobody())
        {
            var props = Heard.Of(its => its.On<string>(words.Add));
            child = me.Around.ActorOf(with?.Invoke(props) ?? props, "child");
        }

        child.Tell(word);
    }
}
