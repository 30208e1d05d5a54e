using System.Globalization;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Storm.Pages;
using VfioActors.Storm.Reductions;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Cli.Storms;

/// <summary>
/// What follows a storm: its recording is judged, what broke is made small, a page is written. Whatever fails of that
/// is told, and takes nothing of what the storm came to.
/// </summary>
/// <param name="terminal">For progress.</param>
/// <param name="store">Where traces go.</param>
/// <param name="quiet">Whether progress is not wanted.</param>
internal sealed class StormAftermath(Terminal terminal, TraceStore store, bool quiet)
{
    private StormInvestigation? _investigation;

    /// <summary>How long what broke is made small at most; null for as long as it takes.</summary>
    public TimeSpan? MinimizeTime { get; init; }

    /// <summary>Traces of bugs that were seen before.</summary>
    public KnownTraces Known { get; init; } = KnownTraces.None;

    /// <summary>
    /// Replays the recording, and judges each step of it. Without a recording that can be judged, what the storm saw of
    /// itself stands.
    /// </summary>
    /// <param name="file">The recording.</param>
    public StormOutcome Judge(StormOutcome outcome, string file)
    {
        var cut = outcome.Report.RecordingProblem;
        if (outcome.Report.IsUnrecorded) { return outcome with { Problems = [cut!] }; }
        outcome = outcome with { Recording = file, Problems = cut is null ? outcome.Problems : [cut] };
        try
        {
            var judged = new RecordedStorm(file, terminal, quiet).Judge(Catalog.With(null));
            _investigation = judged?.Investigation;
            return outcome with
            {
                Replayed = judged?.Investigation.Run,
                IsUnjudged = judged is not { Investigation.Run.IsEnded: false },
            };
        }
#pragma warning disable CA1031 // What the storm came to is known, and is worth more.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var problem = $"the recording is not judged: {WordsOf(failure)}";
            return outcome with { IsUnjudged = cut is null, Problems = [.. outcome.Problems, problem] };
        }
    }

    /// <summary>Makes small what was broken in the recording.</summary>
    public StormOutcome Reduce(StormOutcome outcome)
    {
        if (_investigation is null || outcome.Recording is not { } file) { return outcome; }
        List<string> problems = [.. outcome.Problems];
        try
        {
            using Deadline deadline = new(terminal, MinimizeTime);
            var trial = new RecordedStorm(file, deadline.Terminal, quiet).Reduce(_investigation);
            problems.AddRange(trial.Problems);
            return outcome with
            {
                Failures = SameBug.Merged(trial.Diagnoses.Select(one => FailureDocument.Put(one, store, problems))
                    .Select(one => one with { SeenIn = Known.Find(one.Name) })),
                Problems = problems,
            };
        }
#pragma warning disable CA1031 // What was broken is known, and is worth more than a small example of it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return outcome with { Problems = [.. problems, $"nothing could be made small: {WordsOf(failure)}"] };
        }
    }

    /// <summary>Writes the page.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="command">The command that asked for it.</param>
    public static StormOutcome Write(StormOutcome outcome, string html, string command)
    {
        try
        {
            WholeFile.Write(html, output => output.Write(StormHtml.Of(outcome.Report, NotesOf(outcome, command))));
            return outcome with { Html = html };
        }
        catch (UsageException failure)
        {
            return outcome with { Problems = [.. outcome.Problems, $"the page is not written: {failure.Message}"] };
        }
    }

    private static StormPageNotes NotesOf(StormOutcome outcome, string command)
    {
        var small = outcome.Failures.SelectMany(failure => failure.Parts).Select(one => one.Property).ToHashSet();
        return new()
        {
            Product = Product.Version,
            Date = DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
            Command = command,
            Verdict = VerdictText.Of(outcome.Verdict),
            Doubt = outcome.Doubt,
            Recording = outcome.Recording,
            Failures =
            [
                .. outcome.Failures.Select(failure => new StormPageFailure(
                    failure.Property, failure.Claim, failure.Reason)
                {
                    Ladder = LadderOf(failure),
                    Trace = failure.Trace,
                    Replay = failure.Replay,
                }),
                .. from failure in outcome.Failures
                   from broken in failure.Others
                   select new StormPageFailure(broken.Property, broken.Claim, broken.Reason)
                   {
                       Seen = $"in the same steps as {failure.Property}",
                       Trace = broken.Trace,
                       Replay = broken.Replay,
                   },
                .. outcome.Broken.Where(one => !small.Contains(one.Property)).Select(one => new StormPageFailure(
                    one.Property, one.Claim, one.Reason)
                {
                    Seen = (one.Actor is null ? "" : $"by {one.Actor}, ") + Counted.Grouped(one.Count, "time"),
                }),
            ],
            Problems = outcome.Problems,
        };
    }

    private static string? LadderOf(FailureDocument failure)
    {
        if (failure.Shown is null) { return null; }
        using StringWriter ladder = new();
        new LadderRenderer().Render(failure.Shown, ladder);
        return ladder.ToString();
    }

    private static string WordsOf(Exception failure) =>
        failure is UsageException or IOException ? failure.Message : Thrown.Words(failure);
}
