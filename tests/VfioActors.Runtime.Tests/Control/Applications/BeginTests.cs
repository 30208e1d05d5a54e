using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control;

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
    public void Where_Begin_does_nothing_nothing_is_held()
    {
        using Played played = new(_ => { });
        var report = ControlledExplorer.Explore(played, "dpor", runs: 10).Exploration;
        Assert.Equal(VfioActors.Exploration.Verdict.Inconclusive, report.Verdict);
        Assert.Equal("no message was delivered: nothing happened", report.Doubt);
    }
}
