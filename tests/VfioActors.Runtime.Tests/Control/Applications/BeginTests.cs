using Akka.Actor;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control.Applications;

public sealed class BeginTests
{
    [Theory]
    [InlineData("dpor")]
    [InlineData("random")]
    public void What_Begin_throws_is_said_with_its_type_its_words_and_its_place(string strategy)
    {
        var thrown = Assert.ThrowsAny<UnfitScenarioException>(() =>
            Played.Broken(_ => throw new FormatException("no number"), strategy));
        Assert.Contains("Begin of 'played'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("FormatException: no number", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("BeginTests.", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [Fact]
    public void What_was_not_controlled_goes_before_what_Begin_throws_after_it()
    {
        var refused = Assert.Throws<UncontrolledException>(() => Played.Broken(stage =>
        {
            var one = stage.Create(Heard.Of(me => me.On<int>(_ => { })), "one");
            Thread thread = new(() => one.Tell(1));
            thread.Start();
            thread.Join();
            throw new FormatException("no number");
        }));
        Assert.Equal(["Int32 to one was sent by another thread in the name of control"], refused.Reasons);
    }

    [Fact]
    public void What_Begin_draws_by_lot_is_named()
    {
        using Drawing drawing = new();
        var report = ControlledExplorer.Explore(drawing, "dpor", runs: 10);
        Assert.Equal("what actors draw by lot or read of a clock (Guid.NewGuid)", report.Modulo);
    }

    [Fact]
    public void Where_Begin_does_nothing_nothing_is_held()
    {
        using Played played = new(_ => { });
        var report = ControlledExplorer.Explore(played, "dpor", runs: 10).Exploration;
        Assert.Equal(VfioActors.Exploration.Verdict.Inconclusive, report.Verdict);
        Assert.Equal("no message was delivered: nothing happened", report.Doubt);
    }

    private sealed class Drawing : AkkaScenario
    {
        public override string Name => "drawing";

        public override string Summary => "Begin draws.";

        protected override IReadOnlyList<ActorClaim> Claims => [new("Nothing", "Nothing is claimed.", () => null)];

        protected override void Begin(Stage stage) =>
            stage.Tell(stage.Create(Heard.Of(me => me.On<Guid>(_ => { })), "one"), Drawn());

        private static Guid Drawn() => Guid.NewGuid();
    }
}
