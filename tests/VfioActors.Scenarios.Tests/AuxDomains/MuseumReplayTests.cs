using System.Text;
using VfioActors.Exploration.Museums;
using VfioActors.Exploration.Schedules;
using VfioActors.Tracing;

namespace VfioActors.Scenarios.Tests.AuxDomains;

/// <summary>What the museum writes down can be taken again, exactly.</summary>
public sealed class MuseumReplayTests
{
    private const int Replays = 1_000;

    [Fact]
    public void Every_trace_of_the_museum_replays_to_the_same_states_and_is_the_one_that_is_kept()
    {
        var kept = MuseumTraces.Names.Select(MuseumTraces.Read).ToLookup(MuseumTraces.TitleOf);
        foreach (var scenario in ScenarioCatalog.All)
        {
            foreach (var exhibit in scenario.Exhibits)
            {
                var title = MuseumTraces.TitleOf(scenario, exhibit);
                var before = Assert.Single(kept[title]);
                var trace = Museum.Visit(scenario, exhibit, new() { Product = before.Header.Product }).Trace!;
                Assert.True(
                    Bytes(trace) == Bytes(before), $"{title} is not what is written now: {MuseumTraces.Command}");
                var report = TraceReplayer.Replay(scenario, Reread(trace));
                Assert.Contains(report.Findings, finding => finding.Property.Name == exhibit.Property);
                Assert.Equal(trace.Steps[^1].Fingerprint, report.Fingerprint);
            }
        }
    }

    [Fact]
    public void A_thousand_replays_of_one_trace_write_the_same_bytes()
    {
        var scenario = ScenarioCatalog.Find("aux-attach-detach")!;
        var trace = Museum.Visit(scenario, scenario.Exhibits[0], new()).Trace!;
        var bytes = Bytes(trace);
        for (var replay = 0; replay < Replays; replay++)
        {
            var report = TraceReplayer.Replay(scenario, trace);
            Assert.Equal(trace.Steps.Count, report.Steps);
            Assert.Equal(trace.Steps[^1].Fingerprint, report.Fingerprint);
            Assert.Equal(bytes, Bytes(TraceReplayer.Record(scenario, trace)));
        }
    }

    private static Trace Reread(Trace trace)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(Bytes(trace)));
        return TraceReader.Read(stream, "museum.vtrace");
    }

    private static string Bytes(Trace trace)
    {
        using MemoryStream stream = new();
        TraceWriter.Write(stream, "museum.vtrace", trace);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
