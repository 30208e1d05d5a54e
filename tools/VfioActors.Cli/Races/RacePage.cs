using VfioActors.Behaviors.Values;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;
using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Reports;
using VfioActors.Tracing;

namespace VfioActors.Cli.Races;

/// <summary>
/// What came of checking a race file, on one screen: verdict, ladder, which two lines, what was bounded.
/// </summary>
/// <param name="terminal">Where people read it.</param>
internal sealed class RacePage(Terminal terminal)
{
    private const int LabelWidth = 9;

    private readonly Page _page = new(terminal);

    /// <summary>Shows one outcome.</summary>
    /// <param name="forMail">
    /// Whether it is to be pasted under a patch: then nothing names files of this machine.
    /// </param>
    public void Show(RaceOutcome outcome, RaceRequest request, bool forMail)
    {
        var number = request.Show;
        var failure = outcome.Failures.ElementAtOrDefault(number - 1);
        Head(outcome, failure ?? (outcome.Failures is [var first, ..] ? first : null));
        if (outcome.Failures.Count > 0) { _page.Line(); }
        if (number > outcome.Failures.Count && outcome.Failures.Count > 0)
        {
            Labelled("show", $"there is no number {number}, of {Counted.Grouped(outcome.Failures.Count, "failure")}");
        }

        if (failure?.Shown is { } trace)
        {
            Ladder(outcome, trace);
            foreach (var way in OtherWays.Lines(failure)) { Labelled("also", way); }
            if (EarlyEnd.Of(failure) is { } early) { Labelled("note", early); }
        }
        else if (failure is not null) { Labelled("claim", $"{failure.Claim}: {failure.Reason}"); }
        for (var at = 1; at <= outcome.Failures.Count; at++)
        {
            if (at == number) { continue; }
            Labelled("also", $"{at}. {outcome.Failures[at - 1].Property}: {ReasonOf(outcome, at)}");
        }

        _page.Line();
        var merged = outcome.Outcome.Report.Permutations is null
            ? ""
            : "; orders that differ only in which of equal threads is which stand for each other";
        Labelled("limits", RaceStory.Limits(
            outcome.Rounds ?? CompileOptions.UsualRounds, request.Faults, outcome.Scenario.AwaitsSignals,
            outcome.Scenario.Cuts) + merged);
        if (forMail) { return; }
        if (outcome.Failures.Count > 1) { Labelled("more", "--show N shows number N in full"); }
        if (failure?.Trace is { } path) { Labelled("trace", path); }
    }

    /// <summary>Shows a table with a row for each variant.</summary>
    public void ShowAll(IReadOnlyList<RaceOutcome> outcomes)
    {
        List<string[]> rows = [["variant", "verdict", "first claim that breaks", "steps"]];
        foreach (var outcome in outcomes)
        {
            var first = outcome.Failures.Count > 0 ? outcome.Failures[0] : null;
            rows.Add([
                outcome.Variant,
                VerdictText.Of(outcome.Outcome.Report),
                first is null ? outcome.Outcome.Doubt ?? "-" : first.Property,
                first is null ? "-" : $"{first.MinimalSteps}",
            ]);
        }

        var columns = Columns.Of(rows);
        _page.Head(columns, rows[0]);
        _page.Put(columns, rows.Skip(1));
        foreach (var outcome in outcomes)
        {
            if (outcome.Failures is [var first, ..] && EarlyEnd.Of(first) is { } early)
            {
                _page.Wrapped("", $"{outcome.Variant}: {early}");
            }
        }
    }

    private static string ReasonOf(RaceOutcome outcome, int number) =>
        outcome.Failures[number - 1] is { Steps: > 0 and var steps } failure
            ? $"{failure.Reason} ({Counted.Grouped(steps, "step")})"
            : outcome.Failures[number - 1].Reason;

    private void Head(RaceOutcome outcome, FailureDocument? failure)
    {
        var report = outcome.Outcome.Report;
        var variant = outcome.Defines.Count == 0 ? "" : $" with {string.Join(", ", outcome.Defines)}";
        var why = report switch
        {
            { Verdict: Verdict.Held } => $"no order breaks a claim ({Explored(report)}, {All(report)})",
            { Verdict: Verdict.HeldWithinBound } =>
                $"no order with at most {Counted.Grouped(report.CompleteUpTo ?? 0, "preemption")} breaks a claim "
                + $"({Explored(report)})",
            { Verdict: Verdict.Broken } => $"{failure?.Property}: {failure?.Claim}",
            _ => $"{outcome.Outcome.Doubt}",
        };
        _page.Wrapped("", $"{outcome.Scenario.Name}{variant}: {VerdictText.Of(report)}: {why}");
    }

    private static string All(ExplorationReport report) => report.Permutations is null
        ? "all orders"
        : "all orders, up to which of equal threads is which";

    private static string Explored(ExplorationReport report) =>
        (report.States is { } states ? Counted.Grouped(states, "state") : Counted.Grouped(report.Runs, "run"))
        + $", {Counted.Grouped(report.Deliveries, "step")}";

    private void Ladder(RaceOutcome outcome, Trace trace)
    {
        foreach (var line in new RaceLadder(outcome.Scenario.File, trace).Lines()) { _page.Line(line); }
        _page.Line();
        if (RaceStory.Race(trace) is { Length: > 0 } race) { Labelled("race", race); }
        if (RaceStory.Fate(trace) is { Length: > 0 } fate) { Labelled("fate", $"# {fate}"); }
    }

    private void Labelled(string label, string text)
    {
        foreach (var line in WrappedText.Lines(label.PadRight(LabelWidth), OneLine(text), LabelWidth, RaceLadder.Width))
        {
            _page.Line(line);
        }
    }

    private static string OneLine(string text) => Terminals.OneLine.Of(text);
}
