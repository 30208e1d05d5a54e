using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using VfioActors.Runtime.Telemetry;
using VfioActors.Storm;

namespace VfioActors.Benchmarks;

/// <summary>
/// What does telemetry cost a storm to which nobody listens, and what when somebody does? The baseline is the same
/// storm in a process in which .NET's meters are switched off from its start, so that no instrument is there. Each
/// storm has a process to itself, the three in turn, medians of ratios.
/// </summary>
internal sealed class TelemetryBenchmark(int rounds, TextWriter output)
{
    /// <summary>The word by which the program is told to be one of the processes.</summary>
    internal const string Child = "telemetry-child";

    private const string Off = "off";
    private const string Idle = "idle";
    private const string Heard = "heard";

    private static readonly StormOptions Attach = new() { Mix = "attach", Duration = TimeSpan.FromSeconds(1) };

    internal void Run()
    {
        SortedDictionary<string, List<Pace>> paces = new(StringComparer.Ordinal)
        {
            [Off] = [],
            [Idle] = [],
            [Heard] = [],
        };
        for (var round = 0; round < rounds; round++)
        {
            // Whoever comes first in a round finds the machine as the last one left it: each comes first in turn.
            string[] kinds = [Off, Idle, Heard];
            var first = round % kinds.Length;
            foreach (var kind in kinds.Skip(first).Concat(kinds.Take(first))) { paces[kind].Add(Started(kind)); }
        }

        Print("storm without meters", Paces.Text(paces[Off]));
        Print("storm with meters, nobody listens", Paces.Text(paces[Idle]));
        Print("storm with meters, somebody listens", Paces.Text(paces[Heard]));
        Print("nobody listens against without", Paces.Ratio(paces[Idle], paces[Off]));
        Print("somebody listens against without", Paces.Ratio(paces[Heard], paces[Off]));
    }

    /// <summary>One storm, in a process of its own: its pace goes to the output.</summary>
    internal static void RunChild(string kind, TextWriter output)
    {
        if (kind == Off) { AppContext.SetSwitch("System.Diagnostics.Metrics.Meter.IsSupported", false); }
        using var listener = kind == Heard ? Listener() : null;
        _ = Stormed();
        var processor = Environment.CpuUsage.TotalTime;
        var report = Stormed();
        var used = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{report.MessagesPerSecond} {report.Messages / used}"));
    }

    private static StormReport Stormed() => new StormRun(Attach).GoAsync("benchmark").GetAwaiter().GetResult();

    private static MeterListener Listener()
    {
        MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                var isOurs = instrument.Meter.Name == VfioActorsTelemetry.Name;
                if (isOurs) { listening.EnableMeasurementEvents(instrument); }
            },
        };
        listener.Start();
        return listener;
    }

    private static Pace Started(string kind)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
            [.. Environment.GetCommandLineArgs().Take(1).Where(IsAssembly), Child, kind])
        {
            RedirectStandardOutput = true,
        })!;
        var said = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0) { throw new InvalidOperationException($"a storm {kind} ended with {child.ExitCode}"); }
        var figures = said.Trim().Split(' ').Select(one => double.Parse(one, CultureInfo.InvariantCulture)).ToList();
        return new(figures[0], figures[1]);
    }

    /// <summary>Who is run by the command <c>dotnet</c> is named to it.</summary>
    private static bool IsAssembly(string path) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        && path.EndsWith(".dll", StringComparison.Ordinal);

    private void Print(string title, string text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-42} {text}"));
}
