using VfioActors.Exploration.Scenarios;
using VfioActors.Testing;
using VfioActors.Tracing;

namespace VfioActors.Scenarios.Tests;

/// <summary>The traces beside these tests: for each defect of the museum the smallest that breaks its property.</summary>
internal static class MuseumTraces
{
    /// <summary>How they are written again.</summary>
    internal const string Command = "rm -r tests/VfioActors.Scenarios.Tests/Traces; dotnet run -c Release "
        + "--project tools/VfioActors.Cli -- museum --out tests/VfioActors.Scenarios.Tests/Traces";

    internal static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Golden.FolderOf("Traces")).Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    internal static Trace Read(string name) => TraceReader.ReadFile(Path.Combine(Golden.FolderOf("Traces"), name));

    /// <summary>What a trace shows: in which scenario which defect breaks what.</summary>
    internal static string TitleOf(Trace trace) =>
        $"{trace.Header.Scenario} {string.Join(' ', trace.Header.Defects)} {trace.Header.Violation?.Property}";

    /// <summary>What the trace of an exhibit shows.</summary>
    internal static string TitleOf(Scenario scenario, Exhibit exhibit) =>
        $"{scenario.Name} {exhibit.Defect} {exhibit.Property}";
}
