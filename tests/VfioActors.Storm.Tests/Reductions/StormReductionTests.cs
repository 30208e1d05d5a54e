using VfioActors.Exploration.Schedules;
using VfioActors.Scenarios;
using VfioActors.Storm.Reductions;

namespace VfioActors.Storm.Tests.Reductions;

public sealed class StormReductionTests
{
    [Theory]
    [InlineData("AUX-03", "NoUseOfFreedPasid")]
    [InlineData("AUX-06", "NoUseOfFreedPasid")]
    [InlineData("AUX-07", "ListIntegrity")]
    [InlineData("AUX-10", "OnePasidPerDomain")]
    public async Task What_a_storm_breaks_is_replayed_and_made_small(string defect, string property)
    {
        var report = await Storming.GoAsync(new()
        {
            Defects = [defect],
            Records = true,
            Duration = TimeSpan.FromHours(1),
        });
        var trial = StormTrial.Of(ScenarioCatalog.Storm, report.Recording!);
        Assert.Empty(trial.NotReduced);
        var small = Assert.Single(trial.Diagnoses, one => one.Property == property);
        Assert.Equal([defect], small.Defects);
        Assert.InRange(small.MinimalSteps, 5, 60);

        // Whatever domain and device the storm used, the script says the first ones.
        Assert.EndsWith("(D, 0)", small.Trace.Header.Operations[0].Text, StringComparison.Ordinal);
        var replayed = TraceReplayer.Replay(ScenarioCatalog.StormScript, small.Trace);
        Assert.Contains(property, replayed.Findings.Select(finding => finding.Property.Name));
    }
}
