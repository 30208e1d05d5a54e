using VfioActors.Behaviors.Values;
using VfioActors.Races.Programs;
using VfioActors.Tracing;

namespace VfioActors.Races.Reports;

/// <summary>What is to be said below a ladder: which two lines in which order, and what was not looked at.</summary>
public static class RaceStory
{
    /// <summary>Which two lines must come in which order, or why no race is needed; empty when nobody knows.</summary>
    public static string Race(Trace trace)
    {
        var (told, queue) = (Told(trace), RungList.QueueOnOneProcessor(trace));
        var where = $"All work of the queue of line {queue} is on one processor here.";

        // What was told once may be in the trace that is told of again.
        return told.Length == 0 || queue == 0 || told.EndsWith(where, StringComparison.Ordinal)
            ? told
            : $"{told} {where}";
    }

    private static string Told(Trace trace)
    {
        if (trace.Header.Violation is not { } violation) { return ""; }
        if (RungList.IsBrokenAtStart(trace))
        {
            return "It is broken before any thread has taken a step: no race is needed.";
        }

        var at = violation.Why.IndexOf(": ", StringComparison.Ordinal);
        var isOfPair = violation.Why[..Math.Max(0, at)].Contains(" handles ", StringComparison.Ordinal);
        if (violation.Race is not { } race || !isOfPair) { return Plain(trace, violation.Why); }
        if (RungList.At(trace, race.First) is not { } first || RungList.At(trace, race.Second) is not { } second)
        {
            return Plain(trace, violation.Why);
        }

        return $"line {first.Line} of {first.Thread} comes before line {second.Line} of {second.Thread}"
            + violation.Why[at..];
    }

    /// <summary>
    /// The line from which on nothing avoids it; empty when it is the one that breaks it, or nobody knows.
    /// </summary>
    public static string Fate(Trace trace)
    {
        if (trace.Header.Violation is not { Doomed: { } doomed } violation || doomed >= violation.Step) { return ""; }
        return RungList.At(trace, doomed) is { } rung
            ? $"from line {rung.Line} of {rung.Thread} on nothing avoids it"
            : "";
    }

    /// <summary>What a verdict speaks of, and what it does not.</summary>
    /// <param name="rounds">How many rounds a loop has before a run is cut; 0 when they are not counted.</param>
    /// <param name="fails">Whether allocations may fail, and signals come.</param>
    /// <param name="awaitsSignals">Whether a signal would end something.</param>
    /// <param name="cuts">Where runs were cut.</param>
    public static string Limits(int rounds, bool fails, bool awaitsSignals, IReadOnlyCollection<string> cuts)
    {
        var bounds = cuts.Count > 0
            ? $"CUT: {string.Join("; ", cuts)}{(rounds != 0 && cuts.Any(IsOfLoop) ? Uncounted : "")}"
            : rounds == 0
            ? "loops have any number of rounds"
            : $"loops have at most {Counted.Of(rounds, "round")}, and no run needed more";
        var memory = fails
            ? $"allocations may fail{(awaitsSignals ? ", and signals come" : "")}"
            : $"allocations never fail{(awaitsSignals ? ", and no signal comes" : "")} (--faults lets them)";
        return $"sequential consistency: each access outside a lock is a step of its own, none is reordered; {bounds}; "
            + $"{memory}; freed memory is never used again for something else";
    }

    private const string Uncounted = " (--rounds 0 does not count)";

    private static bool IsOfLoop(string cut) => cut.StartsWith(RaceProgram.LoopLeft, StringComparison.Ordinal);

    /// <summary>Names of the engine in words of the file: a thread is one operation of one client.</summary>
    private static string Plain(Trace trace, string why)
    {
        foreach (var operation in trace.Header.Operations)
        {
            why = why.Replace($"{operation.Client}'s {operation.Text}", operation.Client, StringComparison.Ordinal);
        }

        return why.Replace("operations", "threads", StringComparison.Ordinal);
    }
}
