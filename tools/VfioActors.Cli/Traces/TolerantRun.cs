using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Replays;

namespace VfioActors.Cli.Traces;

/// <summary><c>replay --tolerant</c>: follows a trace of an older version, and tells what moved.</summary>
/// <param name="terminal">Where that is told.</param>
internal sealed class TolerantRun(Terminal terminal)
{
    /// <summary>So many moves are told to people; programs get all.</summary>
    private const int MovesMax = 10;

    private readonly Page _page = new(terminal);

    /// <summary>Follows the trace.</summary>
    /// <returns>The code for the shell.</returns>
    public int Replay(TracedScenario traced, bool json)
    {
        var report = traced.Try(TolerantReplay.Replay);
        if (json) { Json.Write(terminal.Output, TolerantDocument.Of(traced, report)); }
        else { Show(traced, report); }
        return VerdictText.CodeOf(report.Verdict);
    }

    private void Show(TracedScenario traced, TolerantReport report)
    {
        _page.Labelled("trace", traced.Path);
        _page.Labelled("scenario", $"{traced.Scenario.Name}, by version {traced.Trace.Header.Product}");
        _page.Labelled("followed", Followed(report));
        _page.Labelled("fingerprint", Fingerprint.Text(report.Fingerprint));
        foreach (var move in report.Moves.Take(MovesMax)) { _page.Labelled("moved", TextOf(move)); }
        if (report.Moves.Count > MovesMax)
        {
            _page.Labelled("", $"and {Amount.Number(report.Moves.Count - MovesMax)} more: --json has them all");
        }

        _page.Answer(report.Verdict, Because(traced, report));
        foreach (var finding in report.Findings)
        {
            _page.Line();
            _page.Labelled("broken", finding.Property.Name);
            _page.Labelled("claim", finding.Property.Claim);
            _page.Labelled("but", $"{finding.Reason}{(finding.Step < 0 ? "" : $" (step {finding.Step} of this run)")}");
        }
    }

    private static string Followed(TolerantReport report)
    {
        string?[] parts =
        [
            $"{Amount.Number(report.Matched)} of {Counted.Grouped(report.TraceSteps, "step")}",
            report.Changed > 0 ? $"{Amount.Number(report.Changed)} of them with other fields" : null,
            report.Skipped > 0 ? $"{Amount.Number(report.Skipped)} passed over" : null,
            report.Added > 0 ? $"{Amount.Number(report.Added)} added" : null,
            report.Beyond > 0 ? $"{Amount.Number(report.Beyond)} behind the end, until rest" : null,
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    private static string TextOf(TraceMove move)
    {
        var where = move.Step is { } step ? $"step {step}: " : "";
        var what = (move.Was, move.Now) switch
        {
            ("", var now) => $"{now} is new",
            (var was, "") => $"{was} is gone",
            (var was, var now) when move.Kind == TraceMoveKind.Skipped => $"{was} is not there, enabled: {now}",
            (var was, var now) => $"{was} is {now} now",
        };
        return $"{where}{MovedDocument.WordOf(move.Kind)} {what}";
    }

    private static string Because(TracedScenario traced, TolerantReport report) => report.Bug switch
    {
        BugFate.StillThere => ": the bug is still there",
        BugFate.Another when traced.Trace.Header.Violation is { } violation
            && report.Findings.Any(finding => finding.Property.Name == violation.Property) =>
                $": {violation.Property}, but not as in the trace: it may be another bug",
        BugFate.Another when traced.Trace.Header.Violation is { } violation =>
            $": not {violation.Property}, which the trace broke, but something else",
        BugFate.Another => ": the trace broke nothing",
        BugFate.Gone when traced.Trace.Header.Violation is null => ": this run breaks no property",
        BugFate.Gone => ": the bug is gone from this run, which breaks nothing any more; explore tries other runs",
        _ => $": nothing is broken, but {report.Doubt}",
    };
}
