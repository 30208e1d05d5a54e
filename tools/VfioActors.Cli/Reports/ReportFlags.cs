using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Tracing.Files;

namespace VfioActors.Cli.Reports;

/// <summary>The flags that have what was found written for CI.</summary>
/// <param name="cases">What JUnit's cases are, such as "the claims".</param>
internal sealed class ReportFlags(string cases)
{
    private readonly Option<string?> _sarif =
        SharedOptions.Text("--sarif", "FILE", "write the failures as SARIF 2.1.0");

    private readonly Option<string?> _junit =
        SharedOptions.Text("--junit", "FILE", $"write {cases} as JUnit XML");

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        command.Add(_sarif);
        command.Add(_junit);
    }

    /// <summary>Complains before any work is done.</summary>
    /// <param name="read">The file that the command reads; null for none.</param>
    /// <exception cref="UsageException">A file cannot be written there, or two are to be one.</exception>
    public void Check(ParseResult parsed, string? read)
    {
        if (parsed.GetValue(_sarif) is { } sarif) { Check("--sarif", sarif, read); }
        if (parsed.GetValue(_junit) is not { } junit) { return; }
        Check("--junit", junit, read);
        if (parsed.GetValue(_sarif) is { } other && Path.GetFullPath(other) == Path.GetFullPath(junit))
        {
            throw new UsageException($"--sarif and --junit: {junit} cannot be both, choose another name for one");
        }
    }

    /// <summary>Writes what was asked for. What cannot be written is told, and takes nothing of the verdict.</summary>
    /// <param name="terminal">Where it is told.</param>
    public void Write(Terminal terminal, ParseResult parsed, IReadOnlyList<JunitSuite> suites)
    {
        if (parsed.GetValue(_sarif) is { } sarif)
        {
            Try(terminal, sarif, output => SarifReport.Write(output, suites.SelectMany(suite => suite.Results)));
        }

        if (parsed.GetValue(_junit) is { } junit)
        {
            Try(terminal, junit, output => JunitReport.Write(output, suites));
        }
    }

    private static void Check(string option, string path, string? read)
    {
        WholeFile.Check(path);
        if (read is not null && File.Exists(path) && FileBeside.TargetOf(path) == FileBeside.TargetOf(read))
        {
            throw new UsageException($"{option}: {path} is what is read, choose another name");
        }
    }

    private static void Try(Terminal terminal, string path, Action<TextWriter> write)
    {
        try
        {
            WholeFile.Write(path, write);
        }
        catch (UsageException failure)
        {
            terminal.Complain($"a report is not written: {failure.Message}");
        }
    }
}
