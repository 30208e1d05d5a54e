using Akka.Actor;
using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control;

public sealed class ActorNamesTests
{
    private static readonly string[] Strategies = ["dpor", "pct"];
    private static readonly string[] Words = ["a", "b"];

    [Theory]
    [InlineData("other-0", "other-1")]
    [InlineData("x", "x-")]
    [InlineData("stage", "stage-")]
    [InlineData("a_b", "a$b")]
    [InlineData("a+b", "a=b")]
    [InlineData("it's", "100%25")]
    [InlineData("a.b", "a")]
    public void Any_legal_name_is_one(string first, string second)
    {
        foreach (var isFailing in new[] { false, true })
        {
            var (ends, _) = Acting.Explored((stage, words) =>
            {
                var log = stage.Create(Heard.Of(me => me.On<string>(words.Add).On<int>(_ => throw new FormatException())),
                    "log");
                foreach (var name in new[] { first, second })
                {
                    var parent = stage.Create(Heard.Of(me =>
                    {
                        me.On<string>(word => me.Around.ActorOf(Heard.Of(its => its.On<string>(log.Tell)), "b").Tell(word));
                    }), name);
                    stage.Tell(parent, name);
                }

                if (isFailing) { stage.Tell(log, 1); }
            });
            Assert.Equal(2, ends.Count);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Children_with_names_drawn_by_lot_are_the_same_in_every_run(object? reset)
    {
        foreach (var strategy in Strategies)
        {
            var (ends, _) = Acting.Explored((stage, words) =>
            {
                var log = stage.Create(() => Heard.Of(me => me.On<string>(words.Add).On<int>(_ => { })), "log", reset);
                foreach (var name in Words)
                {
                    stage.Tell(stage.Create(() => Heard.Of(me => me.On<int>(_ => { }).On<string>(word =>
                    {
                        var child = me.Around.ActorOf(
                            Heard.Of(its => its.On<string>(log.Tell)), $"{Guid.NewGuid():N}");
                        me.Around.Stop(child);
                        me.Around.ActorOf(Heard.Of(its => its.On<string>(log.Tell))).Tell($"{word}2");
                    })), name, reset), name);
                }
            }, strategy, runs: 1000);
            Assert.Equal(["a2 b2", "b2 a2"], ends);
        }
    }

    [Fact]
    public void A_trace_of_children_with_names_drawn_by_lot_replays()
    {
        using Lots found = new();
        var report = ControlledExplorer.Explore(found, "pct", 1000);
        Assert.Equal(Verdict.Broken, report.Verdict);
        using Lots again = new();
        Assert.Single(ControlledExplorer.Replay(again, Assert.Single(report.Traces)).Findings);
    }

    [Fact]
    public void More_actors_than_there_is_room_for_end_the_search_with_the_key_to_raise()
    {
        var runs = 0;
        using Acting acting = new((stage, _) =>
        {
            var many = ++runs > 16 ? 40 : 1;
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            {
                for (var child = 0; child < many; child++)
                {
                    me.Around.ActorOf(Heard.Of(its => its.On<int>(_ => { })), $"{Guid.NewGuid():N}").Tell(1);
                }
            })), "parent"), 1);
        });
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(acting, "random", 10));
        Assert.Contains("vfio-actors.control.actors can be raised", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Two children with names drawn by lot write to a log: the second must not be first.</summary>
    private sealed class Lots : AkkaScenario
    {
        private readonly List<string> _words = [];

        public override string Name => "lots";

        public override string Summary => "Children with names drawn by lot.";

        protected override IReadOnlyList<ActorClaim> Claims =>
            [new("InOrder", "The first comes first.", () => _words is ["b", ..] ? "b came first" : null)];

        protected override void Begin(Stage stage)
        {
            _words.Clear();
            var log = stage.Create(Heard.Of(me => me.On<string>(_words.Add)), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            {
                foreach (var word in Words)
                {
                    me.Around.ActorOf(Heard.Of(its => its.On<string>(log.Tell)), $"{Guid.NewGuid():N}").Tell(word);
                }
            })), "parent"), 1);
        }
    }
}
