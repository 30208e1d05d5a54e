using VfioActors.Cli.Outputs;
using VfioActors.Exploration;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cli.Explorations;

/// <summary>What came of an exploration, for people.</summary>
/// <param name="terminal">Where they read it.</param>
internal sealed class ExplorationPage(Terminal terminal)
{
    private readonly Page _page = new(terminal);
    private readonly FailurePage _failures = new(terminal);

    /// <summary>What is going to be explored, before it is.</summary>
    public void Before(ExplorationRequest request)
    {
        _page.Labelled("scenario", $"{request.Scenario.Name}: {request.Scenario.Summary}");
        if (request.Arguments.Values.Count > 0)
        {
            var values = request.Arguments.Values.Select(one => $"{one.Key}={one.Value}");
            _page.Labelled("parameters", string.Join(' ', values));
        }

        _page.Labelled("defects", DefectsOf(request));
        _page.Labelled("delivery", DeliveryNames.NameOf(request.Delivery));
        _page.Labelled("seed", $"{request.Options.Seed}");
        terminal.Output.Flush();
    }

    /// <summary>What was found.</summary>
    public void After(ExplorationOutcome outcome)
    {
        var (strategy, reason) = (outcome.Search.Strategy, outcome.Search.Reason);
        _page.Labelled("strategy", reason.Length == 0 ? strategy : $"{strategy}: {reason}");
        _page.Labelled("explored", Explored(outcome.Report));
        _page.Answer(outcome.Report.Verdict, Because(outcome));
        if (outcome.Report.Verdict != Verdict.Broken) { Judged(outcome.Report.Judged); }
        foreach (var hint in outcome.Hints) { _page.Labelled("note", hint); }
        for (var number = 1; number <= outcome.Failures.Count; number++)
        {
            var failure = outcome.Failures[number - 1];
            _failures.Show(failure, $"failure {number} of {outcome.Failures.Count}", Seen(failure));
        }
    }

    /// <summary>A verdict is about what was looked at, and about nothing else.</summary>
    private void Judged(JudgedProperties judged)
    {
        if (judged.Claims.Count > 0) { _page.Labelled("claims", string.Join(", ", judged.Claims)); }
        if (judged.Checks.Count > 0) { _page.Labelled("and checks", string.Join(", ", judged.Checks)); }
        if (judged.NeverApplied.Count > 0)
        {
            var names = string.Join(", ", judged.NeverApplied);
            _page.Labelled("not looked", $"at {names}: nothing is here that it is about");
        }

        foreach (var waived in judged.Waived) { _page.Labelled("not checked", $"{waived.Name}: {waived.Reason}"); }
    }

    private static string DefectsOf(ExplorationRequest request) =>
        request.Profile is null
            ? request.Arguments.Defects.ToString()
            : $"profile {request.Profile}: {request.Arguments.Defects}";

    private static string Explored(ExplorationReport report)
    {
        string?[] parts =
        [
            Amount.Of(report.Runs, "run"),
            report.Left > 0 ? $"{Amount.Number(report.Left)} left early as nothing new could follow" : null,
            Amount.Of(report.Deliveries, "delivery", "deliveries"),
            report.States is { } states ? Amount.Of(states, "state") : null,
        ];
        return $"{string.Join(", ", parts.Where(part => part is not null))} in {Amount.Seconds(report.Seconds)}";
    }

    private static string Because(ExplorationOutcome outcome) => outcome.Report switch
    {
        { Verdict: Verdict.Held } => ": no order breaks a property",
        { Verdict: Verdict.Broken } report => $": {Broken(outcome, report)}{(outcome.IsCut ? "; ended early" : "")}",
        { Doubt: { } doubt } => $": {doubt}",
        { CutRuns: > 0 and var cut } =>
            $": {Amount.Of(cut, "run")} had more than {Amount.Number(Explorer.StepsPerRunMax)} steps and was cut",
        _ => $": {(outcome.IsCut ? "ended early" : "the budget ran out")}; nothing is broken so far",
    };

    private static string Broken(ExplorationOutcome outcome, ExplorationReport report)
    {
        var failures = Amount.Of(outcome.Failures.Count, "failure", "different failures");
        return report.BrokenRuns == 0
            ? failures
            : $"{failures}, in {Amount.Number(report.BrokenRuns)} of {Amount.Of(report.Runs, "run")}";
    }

    private static string Seen(FailureDocument failure) =>
        failure.Behind.Count == 0
            ? $"met {Amount.Of(failure.Occurrences, "time")}"
            : $"seen once {string.Join(", ", failure.Behind)} {(failure.Behind.Count == 1 ? "is" : "are")} off";
}
