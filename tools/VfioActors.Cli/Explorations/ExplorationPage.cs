using VfioActors.Behaviors.Values;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Explorations;

/// <summary>What came of an exploration, for people.</summary>
internal sealed class ExplorationPage
{
    /// <summary>So many properties that are broken are named, more are counted.</summary>
    private const int NamesMax = 3;

    private readonly Terminal _terminal;
    private readonly Page _page;
    private readonly FailureIndex _index;
    private readonly FailurePage _failures;

    /// <param name="terminal">Where they read it.</param>
    public ExplorationPage(Terminal terminal) =>
        (_terminal, _page, _index, _failures) = (terminal, new(terminal), new(new(terminal)), new(terminal));

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
        _page.Labelled("delivery", DeliveryNames.NameOf(request.Delivery) + Faults(request.Faults));
        _page.Labelled("seed", $"{request.Options.Seed}");
        if (request.Options.From is { Header: var kept } from)
        {
            var met = kept.States is { } states ? $", {Counted.Grouped(states, "state")}" : "";
            _page.Labelled("goes on", $"from {from.Path}: {kept.Strategy}, {Counted.Grouped(kept.Runs, "run")}{met} in "
                + Amount.Seconds(kept.Seconds));
        }

        _terminal.Output.Flush();
    }

    /// <summary>Where a search is kept that was ended early.</summary>
    public void Kept(KeptSearch kept)
    {
        _page.Line($"kept        {kept.Path}");
        _page.Line($"resume      {kept.Resume}");
        _terminal.Output.Flush();
    }

    /// <summary>That a checkpoint is not needed any more.</summary>
    public void Spent(string sentence)
    {
        _page.Labelled("note", sentence);
        _terminal.Output.Flush();
    }

    private static string Faults(BagFaults faults) => faults.IsNone ? ""
        : $", {Counted.Grouped(faults.Losses, "message")} lost and {Amount.Number(faults.Repeats)} repeated at most";

    /// <summary>The verdict, as soon as it is known.</summary>
    /// <param name="because">What stands behind the verdict; null for what the report says.</param>
    public void Verdict(ExplorationRequest request, SearchReport search, string? because = null)
    {
        _page.Labelled("strategy", search.Reason.Length == 0 ? search.Strategy : $"{search.Strategy}: {search.Reason}");
        _page.Labelled("explored", Explored(search.Report));
        _page.Answer(search.Report.Verdict, VerdictText.Of(search.Report), because ?? Because(search.Report));
        if (search.Report.BytesOnDisk > 0)
        {
            _page.Labelled("on disk", $"{Amount.Bytes(search.Report.BytesOnDisk)} of the states that waited");
        }

        if (CoverageText.Of(search.Report) is { } covered) { _page.Labelled("covered", covered); }
        if (RemainderText.Of(search.Report) is { } left) { _page.Labelled("left", left); }
        if (search.Report.Tallies is { Count: > 0 } tallies)
        {
            _page.Labelled("met", string.Join(", ", tallies.Select(one => $"{Amount.Number(one.Count)} {one.Name}")));
        }

        if (search.Report.Verdict != Exploration.Verdict.Broken) { _page.Judged(search.Report.Judged); }
        foreach (var hint in request.HintsFor(search.Report)) { _page.Labelled("note", hint); }
        _terminal.Output.Flush();
    }

    /// <summary>What broke, each in its smallest form, and what failed on the way there.</summary>
    public void After(ExplorationOutcome outcome)
    {
        var choice = outcome.Request.Failures;
        if (outcome.Failures.Count > 1 || choice.Show is not null) { _index.Show(outcome.Failures, choice); }
        for (var number = 1; number <= outcome.Failures.Count; number++)
        {
            if (!choice.Has(number)) { continue; }
            var failure = outcome.Failures[number - 1];
            _failures.Show(failure, $"failure {number} of {outcome.Failures.Count}", Seen(failure));
        }
    }

    private static string DefectsOf(ExplorationRequest request) =>
        request.Profile is null
            ? request.Arguments.Defects.ToString()
            : $"profile {request.Profile}: {request.Arguments.Defects}";

    private static string Explored(ExplorationReport report)
    {
        string?[] parts =
        [
            Counted.Grouped(report.Runs, "run"),
            report is { States: null, Permutations: not null } ? "equal clients beginning in their order" : null,
            report.Left > 0 ? $"{Amount.Number(report.Left)} left early as nothing new could follow" : null,
            Counted.Grouped(report.Deliveries, "delivery", "deliveries"),
            report.States is { } states
                ? report.Permutations is null
                    ? Counted.Grouped(states, "state")
                    : $"{Counted.Grouped(states, "orbit")} of states"
                : null,
        ];
        return $"{string.Join(", ", parts.Where(part => part is not null))} in {Amount.Seconds(report.Seconds)}";
    }

    private string Because(ExplorationReport report) => report switch
    {
        { Verdict: Exploration.Verdict.Held } => $"{Modulo(report)}: no order breaks a property",
        { Verdict: Exploration.Verdict.HeldWithinBound } =>
            $"{Modulo(report)}: no order within that bound breaks a property; others were left out",
        { Verdict: Exploration.Verdict.Broken } => $": {Broken(report)}{(IsCut ? "; ended early" : "")}",
        _ => $": {VerdictText.Doubt(report, VerdictText.Ended(IsCut))}",
    };

    private static string Modulo(ExplorationReport report) =>
        report.Modulo is { } unseen ? $" modulo {unseen}" : "";

    private bool IsCut => _terminal.Cancellation.IsCancellationRequested;

    private static string Broken(ExplorationReport report)
    {
        var names = report.Failures.Select(failure => failure.Property.Name).Distinct().ToList();
        var what = names.Count > NamesMax
            ? Counted.Grouped(names.Count, "property", "properties")
            : string.Join(", ", names);
        return report.BrokenRuns == 0
            ? what
            : $"{what}, in {Amount.Number(report.BrokenRuns)} of {Counted.Grouped(report.Runs, "run")}";
    }

    private static string Seen(FailureDocument failure) =>
        failure.Behind.Count == 0
            ? $"met {Counted.Grouped(failure.Occurrences, "time")}"
            : $"seen once {string.Join(", ", failure.Behind)} {(failure.Behind.Count == 1 ? "is" : "are")} off";
}
