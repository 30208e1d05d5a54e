using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units;

/// <summary>Whether a result, which came from elsewhere, can be one at all.</summary>
internal static class UnitChecks
{
    /// <summary>More than anybody can count in a unit, and so little that sums of it fit.</summary>
    private const long CountMost = 1L << 40;

    /// <summary>Looks at whatever is used as a place or a number.</summary>
    /// <param name="setup">The scenario.</param>
    /// <param name="kind">What the unit was.</param>
    /// <param name="regions">How many regions there are.</param>
    /// <param name="result">What came of it.</param>
    /// <exception cref="InvalidDataException">It cannot.</exception>
    internal static void Check(Setup setup, UnitKind kind, int regions, UnitResult result)
    {
        var properties = setup.Properties.Count;
        List<UnitFailure> failures = [.. result.Failures, .. result.Regions.SelectMany(part => part.Failures)];
        Demand(result.Looked.Concat(result.Reached).Concat(failures.Select(failure => failure.Property))
            .All(place => place >= 0 && place < properties), "a place of a property");
        Demand((kind is UnitKind.Runs or UnitKind.Subtrees) == (result.Learned is null), "what was learned");
        var isDone = !result.IsStuck && result.Thrown is null;
        Demand((isDone && kind == UnitKind.Subtrees) == result.Subtree is not null, "what came of a subtree");
        Demand(kind == UnitKind.Regions || result.Regions.Count + result.Entries.Count == 0, "what came of regions");
        Demand(kind != UnitKind.States || result.Left.Count == result.LeftStates.Count, "what is left");
        Demand(kind == UnitKind.States || result.Expanded.Count + result.Occurrences.Count == 0, "states");
        Demand(kind is UnitKind.States or UnitKind.Regions || !result.HasMore, "states that are left");
        Demand(HoldsTogether(result), "the states that are awaited");
        Demand(result.Occurrences.All(met => met.State >= 0 && met.State < result.Expanded.Count
            && met.Failure >= 0 && met.Failure < result.Failures.Count), "an occurrence of a failure");
        var totals = result.Totals;
        long[] counts =
        [
            .. CountsOf(result.Totals),
            .. result.Regions.SelectMany(part => CountsOf(part.Totals).Append(part.Count).Append(part.States)),
            .. result.Regions.Select(part => part.Untried),
            .. failures.Select(failure => failure.Occurrences),
        ];
        Demand(counts.All(count => count is >= 0 and <= CountMost) && totals.Broken <= totals.Runs, "a count");
        Demand(result.Regions.Select(part => part.Region).Concat(result.Entries.Select(entries => entries.Region))
            .All(region => region >= 0 && region < regions), "a region");
        foreach (var entries in result.Entries) { EntryReader.Check(entries); }
    }

    private static long[] CountsOf(WorkerTotals totals) =>
        [totals.Runs, totals.Left, totals.Broken, totals.FirstBroken, totals.Deliveries, totals.Cut];

    private static bool HoldsTogether(UnitResult result)
    {
        var awaits = 0L;
        foreach (var state in result.Expanded)
        {
            if (state is not { Awaits: >= 0, Steps: >= 0 }) { return false; }
            awaits += state.Awaits;
        }

        return awaits == result.Awaited.Count;
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds) { throw new InvalidDataException($"a result makes no sense: {what} is out of its bounds"); }
    }
}
