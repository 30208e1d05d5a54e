using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>What programs that were drawn at random found: each stays, in its smallest form.</summary>
public sealed class FoundByRandomTests
{
    [Fact]
    public void A_child_that_has_not_started_is_suspended_when_its_parent_fails()
    {
        foreach (var strategy in new[] { "dpor", "dfs" })
        {
            Each.Equal(strategy, "|hi", string.Join('|', Acting.Explored(Failing, strategy, 3000).Ends));
        }
    }

    [Fact]
    public void Whoever_watches_one_who_is_gone_hears_so_however_often_the_search_goes_back()
    {
        foreach (var strategy in new[] { "dpor", "dfs" })
        {
            Each.Equal(strategy, "gone", string.Join('|', Acting.Explored(Watching, strategy, 3000).Ends));
        }
    }

    private static void Failing(Stage stage, List<string> words)
    {
        var parent = stage.Create(Heard.Of(me => me
            .On<int>(_ => me.Around.ActorOf(Heard.Of(its => its.On<string>(words.Add)), "child").Tell("hi"))
            .On<char>(_ => throw new InvalidOperationException("weak"))), "parent");
        stage.Tell(parent, 1);
        stage.Tell(parent, 'x');
    }

    private static void Watching(Stage stage, List<string> words)
    {
        var gone = stage.Create(Heard.Of(me => me.On<int>(_ => me.Around.Stop(me.Me))), "b");
        var silent = stage.Create(Heard.Of(me => me.On<int>(_ => { })), "a");
        var watcher = stage.Create(Heard.Of(me => me
            .On<int>(_ =>
            {
                me.Around.Watch(((IInternalActorRef)me.Me).Provider.ResolveActorRef(gone.Path));
                me.Around.ActorOf(Heard.Of(its => its.On<int>(_ => { })), "child").Tell(1);
            })
            .On<Terminated>(_ => words.Add("gone"))), "c");
        foreach (var actor in new[] { gone, silent, watcher }) { stage.Tell(actor, 1); }
    }
}
