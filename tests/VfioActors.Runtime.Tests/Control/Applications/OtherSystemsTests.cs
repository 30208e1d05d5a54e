using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Sharing;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// Actors of another actor system run on threads of their own, and answer when the search is long over: nothing is held
/// without a word of them.
/// </summary>
public sealed class OtherSystemsTests : IDisposable
{
    private readonly ActorSystem _other = ActorSystem.Create("other");
    private readonly IActorRef _answering;

    public OtherSystemsTests() => _answering = _other.ActorOf(Heard.Of(me => me.On<string>(_ => { })), "answering");

    public void Dispose() => _other.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_who_tells_them_something_is_refused(bool selects)
    {
        var answering = _answering;
        ICanTell told = selects ? _other.ActorSelection("/user/answering") : answering;
        using Played played = new(stage => stage.Tell(
            stage.Create(Heard.Of(me => me.On<int>(_ => told.Tell("q", me.Me))), "asker"), 1));
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(played, "dpor", 10));
        Assert.Contains(
            "asker makes or tells an actor of another actor system", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether it would ever tell them something is not for a search to find.</summary>
    [Fact]
    public void One_who_only_knows_them_has_a_verdict_that_names_them()
    {
        List<object> known = [_answering];
        Assert.Equal(
            "what actors do on threads of their own (actors of the system other)",
            ModuloOf(stage => stage.Tell(
                stage.Create(Heard.Of(me => me.On<int>(number => _ = number < known.Count)), "one"), 1)));
    }

    [Fact]
    public void One_who_hears_of_them_does_too()
    {
        var answering = _answering;
        Assert.Equal(
            "what actors do on threads of their own (actors of the system other)",
            ModuloOf(stage => stage.Tell(
                stage.Create(Heard.Of(me => me.On<Tuple<IActorRef>>(_ => { })), "one"), Tuple.Create(answering))));
    }

    [Fact]
    public void Actors_of_the_same_system_are_no_others() => Assert.Null(ModuloOf(stage =>
    {
        var other = stage.Create(Heard.Of(me => me.On<string>(_ => { })), "other");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            other.Tell("x");
            me.Around.ActorSelection("/user/other").Tell("y");
        })), "one"), 1);
        Assert.Null(OtherSystems.NameOf(other, stage.System));
    }));

    private static string? ModuloOf(Action<Stage> begin)
    {
        using Played played = new(begin);
        return ControlledExplorer.Explore(played, "dpor", 10).Modulo;
    }
}
