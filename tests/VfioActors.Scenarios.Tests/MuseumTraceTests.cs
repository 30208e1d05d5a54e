using VfioActors.Exploration.Schedules;

namespace VfioActors.Scenarios.Tests;

/// <summary>The smallest counterexamples are kept, so that each is found again without a search.</summary>
public sealed class MuseumTraceTests
{
    public static TheoryData<string> Names => [.. MuseumTraces.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_kept_trace_breaks_its_property_at_its_step(string name)
    {
        var trace = MuseumTraces.Read(name);
        var report = TraceReplayer.Replay(ScenarioCatalog.Find(trace.Header.Scenario)!, trace);
        var violation = trace.Header.Violation!;
        var finding = Assert.Single(report.Findings, one => one.Property.Name == violation.Property);
        Assert.Equal(violation.Step, finding.Step);
        Assert.Equal(trace.Steps[^1].Fingerprint, report.Fingerprint);
    }

    [Fact]
    public void Each_exhibit_has_its_trace_and_each_trace_its_exhibit()
    {
        var exhibits =
            from scenario in ScenarioCatalog.All
            from exhibit in scenario.Exhibits
            select MuseumTraces.TitleOf(scenario, exhibit);
        var kept = MuseumTraces.Names.Select(name => MuseumTraces.TitleOf(MuseumTraces.Read(name)));
        Assert.Equal(exhibits.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }
}
