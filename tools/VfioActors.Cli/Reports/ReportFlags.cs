using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;

namespace VfioActors.Cli.Reports;

/// <summary>The flags that have explorations written for CI.</summary>
internal sealed class ReportFlags
{
    private readonly Option<string?> _sarif =
        SharedOptions.Text("--sarif", "FILE", "write the failures as SARIF 2.1.0");

    private readonly Option<string?> _junit =
        SharedOptions.Text("--junit", "FILE", "write the claims as JUnit XML");

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        command.Add(_sarif);
        command.Add(_junit);
    }

    /// <summary>Complains before any work is done.</summary>
    /// <exception cref="UsageException">A file cannot be written there.</exception>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(_sarif) is { } sarif) { WholeFile.Check(sarif); }
        if (parsed.GetValue(_junit) is { } junit) { WholeFile.Check(junit); }
    }

    /// <summary>Writes what was asked for.</summary>
    public void Write(ParseResult parsed, IReadOnlyList<JunitSuite> suites)
    {
        if (parsed.GetValue(_sarif) is { } sarif)
        {
            WholeFile.Write(sarif, output => SarifReport.Write(output, suites.SelectMany(suite => suite.Results)));
        }

        if (parsed.GetValue(_junit) is { } junit)
        {
            WholeFile.Write(junit, output => JunitReport.Write(output, suites));
        }
    }
}
