using VfioActors.Behaviors;
using VfioActors.Cli.Explorations;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Tracing;

namespace VfioActors.Cli.Storms;

/// <summary>What <c>replay</c> and <c>minimize</c> do with the recording of free actors.</summary>
/// <param name="terminal">Where the answer goes.</param>
/// <param name="json">Whether a program reads it.</param>
internal sealed class RecordedPage(Terminal terminal, bool json)
{
    private const string World = "world";
    private readonly Page _page = new(terminal);

    /// <summary>Replays a recording, and judges every step.</summary>
    /// <returns>The code for the shell.</returns>
    public int Replay(string path, Catalog catalog)
    {
        var (recording, trial) = new RecordedStorm(path).Judge(catalog, reduces: false);
        var verdict = trial.Run.Findings.Count > 0 ? Verdict.Broken
            : recording.IsWhole ? Verdict.Held
            : Verdict.Inconclusive;
        if (json)
        {
            Json.Write(terminal.Output, new ReplayDocument(
                path,
                recording.Header.Scenario,
                World,
                true,
                trial.Run.Steps,
                Fingerprint.Text(trial.Run.Fingerprint),
                VerdictText.Of(verdict),
                [.. trial.Run.Findings.Select(FindingDocument.Of)],
                null));
            return VerdictText.CodeOf(verdict);
        }

        _page.Labelled("recording", path);
        _page.Labelled("scenario", recording.Header.Scenario);
        _page.Labelled("replayed", Amount.Of(trial.Run.Steps, "step") + (recording.IsWhole
            ? ", to the end of the run; the actors end in the recorded states"
            : $", to where it ends; {Amount.Of(trial.Run.Left, "receipt")} of which the cause is not in it"));
        _page.Labelled("fingerprint", Fingerprint.Text(trial.Run.Fingerprint));
        _page.Answer(verdict, verdict switch
        {
            Verdict.Held => ": this run breaks no property",
            Verdict.Broken => "",
            _ => ": nothing is broken so far, and the recording ends before the run",
        });
        foreach (var finding in trial.Run.Findings.DistinctBy(one => one.Property))
        {
            _page.Line();
            _page.Labelled("broken", finding.Property.Name);
            _page.Labelled("claim", finding.Property.Claim);
            _page.Labelled("but", $"{finding.Reason} (step {finding.Step})");
        }

        return VerdictText.CodeOf(verdict);
    }

    /// <summary>Makes small what a recording broke first, and writes the trace.</summary>
    /// <param name="path">The recording.</param>
    /// <param name="to">Where the trace goes.</param>
    /// <param name="user">The user's assembly, if one is needed.</param>
    /// <returns>The code for the shell.</returns>
    public int Minimize(string path, string to, string? user)
    {
        if (Directory.Exists(to)) { throw new UsageException($"{to} is a directory, and a file is expected"); }
        var (_, trial) = new RecordedStorm(path).Judge(Catalog.With(user), reduces: true);
        var smallest = trial.Diagnoses.MinBy(one => one.MinimalSteps)
            ?? throw new UsageException($"{path}: {Complaint(trial.NotReduced)}");
        TraceWriter.WriteFile(to, smallest.Trace);
        Show(smallest, to, TraceShelf.Replay(to, user));
        return ExitCode.Held;
    }

    private static string Complaint(IReadOnlyList<Exploration.Properties.Finding> broken) =>
        broken.Count == 0
            ? "the recording breaks no property: there is nothing to minimize"
            : $"it breaks {string.Join(", ", broken.Select(one => one.Property.Name))}, which cannot be made small";

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
