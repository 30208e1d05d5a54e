using System.Globalization;
using VfioActors.Benchmarks.Bare;
using VfioActors.Storm;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many messages a second does a storm handle, its measuring and judging included, against plain request and reply
/// between as many Akka.NET actors; and what does recording cost? One after the other in each round, medians of ratios.
/// </summary>
internal sealed class StormBenchmark(int rounds, TextWriter output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);
    private static readonly StormOptions Attach = new() { Mix = "attach", Duration = Duration };

    internal void Run()
    {
        List<double> bare = [];
        List<double> storm = [];
        List<double> share = [];
        List<double> recording = [];
        for (var round = -1; round < rounds; round++)
        {
            var plain = BareLoad.MessagesPerSecond(Attach.Clients, Attach.Domains, Attach.Window, Duration);
            var without = Of(Attach).MessagesPerSecond;
            var with = Of(Attach with { RecordTo = Path.GetTempFileName() }).MessagesPerSecond;
            if (round < 0) { continue; }
            bare.Add(plain);
            storm.Add(without);
            share.Add(without / plain);
            recording.Add(without / with);
        }

        Print("bare request and reply, 64 clients", $"{Median(bare) / 1e6:F2} M messages/s");
        Print("storm, attach and detach, 64 clients", $"{Median(storm) / 1e6:F2} M messages/s");
        Print("storm against bare (goal 0.8)", $"{Median(share):F2}, from {share.Min():F2} to {share.Max():F2}");
        Print("time with recording (goal 1.15 at most)",
            $"{Median(recording):F2}, from {recording.Min():F2} to {recording.Max():F2}");
        Many();
    }

    private void Many()
    {
        var report = Of(new() { Devices = 100_000, Mix = "attach", Duration = Duration });
        Print("storm of 100,000 devices", string.Create(CultureInfo.InvariantCulture,
            $"{report.MessagesPerSecond / 1e6:F2} M messages/s, judged in {report.JudgedIn:F1} s, "
            + $"{(report.AtRest && report.Lost.Count == 0 ? "nothing lost" : "LOST")}"));
    }

    private static StormReport Of(StormOptions options)
    {
        GC.Collect();
        var report = new StormRun(options).GoAsync("benchmark").GetAwaiter().GetResult();
        if (options.RecordTo is { } file) { File.Delete(file); }
        return report.Violations.Count == 0 && report.AtRest
            ? report
            : throw new InvalidOperationException($"the storm breaks {report.Violations[0].Property}");
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);

    private void Print(string title, string text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-42} {text}"));
}
