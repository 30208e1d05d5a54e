using VfioActors.Behaviors.Values;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Schedules;
using VfioActors.Storm.Reductions;
using VfioActors.Tracing;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Cli.Storms;

/// <summary>What <c>replay</c> and <c>minimize</c> do with the recording of free actors.</summary>
/// <param name="terminal">Where the answer goes.</param>
/// <param name="json">Whether a program reads it.</param>
internal sealed class RecordedPage(Terminal terminal, bool json)
{
    private const string World = "world";
    private const string NotToTheEnd = "nothing is broken so far, and the recording ends before the run";
    private readonly Page _page = new(terminal);

    /// <summary>Replays a recording, and judges every step.</summary>
    /// <returns>The code for the shell.</returns>
    public int Replay(string path, Catalog catalog)
    {
        if (new RecordedStorm(path, terminal, quiet: json).Judge(catalog) is not var (recording, investigation))
        {
            return EndedEarly(path);
        }

        var run = investigation.Run;
        var doubt = DoubtOf(recording, investigation);
        if (json) { Json.Write(terminal.Output, DocumentOf(path, recording, run, doubt)); }
        else { Show(path, recording, run, doubt); }
        return VerdictText.CodeOf(VerdictOf(run, doubt));
    }

    /// <summary>Makes small what a recording broke first, and writes the trace.</summary>
    /// <param name="path">The recording.</param>
    /// <param name="to">Where the trace goes.</param>
    /// <param name="user">The user's assembly, if one is needed.</param>
    /// <returns>The code for the shell.</returns>
    public int Minimize(string path, string to, string? user)
    {
        if (Directory.Exists(to)) { throw new UsageException($"{to} is a directory, and a file is expected"); }
        RecordedStorm storm = new(path, terminal, quiet: json);
        if (storm.Judge(Catalog.With(user)) is not var (_, investigation)) { return EndedEarly(path); }
        var trial = storm.Reduce(investigation);
        if (trial.Diagnoses.MinBy(one => one.MinimalSteps) is not { } smallest)
        {
            return terminal.Cancellation.IsCancellationRequested
                ? EndedEarly(path)
                : throw new UsageException($"{path}: {Complaint(trial)}");
        }

        TraceWriter.WriteFile(to, smallest.Trace);
        Show(smallest, to, TraceStore.Replay(to, user));
        return smallest.IsEndedEarly ? ExitCode.Inconclusive : ExitCode.Held;
    }

    private int EndedEarly(string path)
    {
        terminal.Complain($"{path}: ended early, before anything was known");
        return ExitCode.Inconclusive;
    }

    /// <returns>Why the replay shows nothing; null when it does.</returns>
    private static string? DoubtOf(Recording recording, StormInvestigation investigation) =>
        investigation.Run switch
        {
            { Findings.Count: > 0 } => null,
            { IsEnded: true } => "nothing is broken so far",
            { AtRest: false } => NotToTheEnd,
            _ when !recording.IsWhole => NotToTheEnd,
            { Steps: 0 } => "the recording has no step",
            _ => investigation.Emptiness,
        };

    private static Verdict VerdictOf(RecordedRun run, string? doubt) =>
        run.Findings.Count > 0 ? Verdict.Broken : doubt is null ? Verdict.Held : Verdict.Inconclusive;

    private static ReplayDocument DocumentOf(string path, Recording recording, RecordedRun run, string? doubt) => new(
        path,
        recording.Header.Scenario,
        World,
        true,
        run.Steps,
        Fingerprint.Text(run.Fingerprint),
        VerdictText.Of(VerdictOf(run, doubt)),
        doubt,
        run.Judged.Claims,
        run.Judged.Checks,
        run.Judged.NeverApplied,
        [.. run.Findings.Select(FindingDocument.Of)],
        null);

    /// <summary>A recording may have lost what says in which states its actors end.</summary>
    private static string Compared(Recording recording)
    {
        var unknown = recording.Orders.Count(order => order.State is null);
        return unknown == 0 ? "the actors end in the recorded states"
            : unknown == recording.Orders.Count ? "in which states the actors end is not recorded"
            : $"the actors end in the recorded states; of {unknown} of {recording.Orders.Count} none is recorded";
    }

    private void Show(string path, Recording recording, RecordedRun run, string? doubt)
    {
        var verdict = VerdictOf(run, doubt);
        _page.Labelled("recording", path);
        _page.Labelled("scenario", recording.Header.Scenario);
        _page.Labelled("replayed", Counted.Grouped(run.Steps, "step") + run switch
        {
            { IsEnded: true } => $"; ended early, {Counted.Grouped(run.Left, "receipt")} left",
            _ when recording.IsWhole => $", to the end of the run; {Compared(recording)}",
            _ => $", to where it ends; {Counted.Grouped(run.Left, "receipt")} of which the cause is not in it",
        });
        _page.Labelled("fingerprint", Fingerprint.Text(run.Fingerprint));
        _page.Answer(verdict, verdict switch
        {
            Verdict.Held => ": this run breaks no property",
            Verdict.Broken => "",
            _ => $": {doubt}",
        });
        if (verdict != Verdict.Broken) { _page.Judged(run.Judged); }
        foreach (var finding in run.Findings.DistinctBy(one => one.Property))
        {
            _page.Line();
            _page.Labelled("broken", finding.Property.Name);
            _page.Labelled("claim", finding.Property.Claim);
            _page.Labelled("but", $"{finding.Reason} (step {finding.Step})");
        }
    }

    private static string Complaint(StormTrial trial) =>
        trial.Run.Findings.Count == 0
            ? "the recording breaks no property: there is nothing to minimize"
            : $"it breaks {string.Join(", ", trial.NotReduced.Select(one => one.Property.Name).Distinct())}, which "
            + $"cannot be made small{string.Concat(trial.Problems.Select(problem => $"; {problem}"))}";

    private void Show(Diagnosis diagnosis, string to, string replay)
    {
        if (json) { Json.Write(terminal.Output, MinimalDocument.Of(diagnosis, to, replay)); }
        else
        {
            new FailurePage(terminal).Show(
                FailureDocument.Of(diagnosis, to, replay), "the first failure", "from the recording of the storm");
        }
    }
}
