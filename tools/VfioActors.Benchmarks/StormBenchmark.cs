using System.Diagnostics;
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
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(4);
    private static readonly StormOptions Attach = new() { Mix = "attach", Duration = Duration };

    internal void Run()
    {
        List<Pace> bare = [];
        List<Pace> storm = [];
        List<Pace> recorded = [];
        List<double> steps = [];
        for (var round = -1; round < rounds; round++)
        {
            var plain = Measured(() =>
                BareLoad.MessagesPerSecond(Attach.Clients, Attach.CountOf("domains"), Attach.Window, Duration));
            var without = Measured(() => Of(Attach).MessagesPerSecond);
            var with = Measured(() => Of(Attach with { RecordTo = Path.GetTempFileName() }).MessagesPerSecond);
            var alone = StormSteps.MessagesPerCoreSecond(Attach);
            if (round < 0) { continue; }
            steps.Add(alone);
            bare.Add(plain);
            storm.Add(without);
            recorded.Add(with);
        }

        Print("bare request and reply, 64 clients", Paces.Text(bare));
        Print("storm, attach and detach, 64 clients", Paces.Text(storm));
        Print("storm against bare (goal 0.8)", Paces.Ratio(storm, bare));
        Print("the steps of that storm without actors", string.Create(CultureInfo.InvariantCulture,
            $"{Paces.Median(steps) / 1e6:F2} M a second of a core"));
        var both = bare.Zip(steps, (pace, step) => 1 / ((1 / pace.ACoreSecond) + (1 / step)));
        Print("storm against bare with such steps", string.Create(CultureInfo.InvariantCulture,
            $"{Paces.Median(storm.Zip(both, (pace, one) => pace.ACoreSecond / one)):F2} by processor time"));
        Print("time with recording (goal 1.15 at most)", Paces.Ratio(storm, recorded));
        Many();
    }

    /// <summary>On a machine that others use too, processor time says more than the clock.</summary>
    private static Pace Measured(Func<double> messagesPerSecond)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var pace = messagesPerSecond();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(pace, pace * seconds / (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private void Many()
    {
        var report = Of(Attach.With("devices", 100_000));
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

    private void Print(string title, string text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-42} {text}"));
}
