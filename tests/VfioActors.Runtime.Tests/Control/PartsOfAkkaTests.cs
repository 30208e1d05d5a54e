using Akka.Actor;
using Akka.Persistence;
using Akka.Streams;
using Akka.Streams.Dsl;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>Parts of Akka.NET that work on threads of their own are refused by name, always and in the first run.</summary>
public sealed class PartsOfAkkaTests
{
    public static TheoryData<string, Action<Stage>, string> Parts => new()
    {
        {
            "a persistent actor of the stage",
            stage => stage.Create(Props.Create(() => new Remembering()), "one"),
            "one is a Remembering, which works with Akka.Persistence"
        },
        {
            "a persistent child",
            stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
                me.Around.ActorOf(Props.Create(() => new Remembering()), "child"))), "one"), 1),
            "one/child is a Remembering, which works with Akka.Persistence"
        },
        {
            "a journal",
            stage => Persistence.Instance.Apply(stage.System).JournalFor(""),
            "works with Akka.Persistence"
        },
        {
            "a stream of an actor",
            stage => stage.Tell(stage.Create(Heard.Of(me => me.OnAsync<int>(async count =>
                await Source.From(Enumerable.Range(0, count)).RunForeach(_ => { }, me.Around.Materializer()))),
                "one"), 3),
            "is a StreamSupervisor, which works with Akka.Streams"
        },
        {
            "a stream of the system",
            stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(count =>
                Source.From(Enumerable.Range(0, count)).RunForeach(_ => { }, me.Around.System.Materializer()))),
                "one"), 3),
            "is a StreamSupervisor, which works with Akka.Streams"
        },
    };

    [Theory, MemberData(nameof(Parts))]
    public void They_are_refused(string part, Action<Stage> begin, string reason)
    {
        foreach (var strategy in new[] { "dpor", "random" })
        {
            var refused = Assert.Throws<UncontrolledException>(() => Played.Broken(begin, strategy));
            Assert.True(refused.Reasons[0].Contains(reason, StringComparison.Ordinal), $"{part}: {refused.Message}");
        }
    }
}
