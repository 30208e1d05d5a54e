using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Recordings;
using VfioActors.Conformance.Reports;

namespace VfioActors.Conformance.Tests.Sequences;

/// <summary>Puts two performers through one sequence and says where they differ.</summary>
public static class CrossCheck
{
    /// <returns>Null when they agree on every operation; else the shortest sequence found that still differs.</returns>
    public static string? Refute(
        Sequence sequence, Func<RecordingHeader, IPerformer> first, Func<RecordingHeader, IPerformer> second)
    {
        if (Difference(sequence, first, second) is not { } difference) { return null; }
        var shorter = Shorten(sequence with { Operations = [.. sequence.Operations.Take(difference.At + 1)] });
        var last = Difference(shorter, first, second)!.Value;
        var done = shorter.Operations.Select((operation, at) => $"  {at} {operation}");
        var differences = last.Facts.Select(fact => $"  {fact.Fact}: {fact.Expected} / {fact.Got}");
        return $"{sequence.Name} differs at {last.At}:\n{string.Join('\n', done)}\n{string.Join('\n', differences)}";

        Sequence Shorten(Sequence longer)
        {
            for (var at = longer.Operations.Count - 2; at >= 0; at--)
            {
                if (longer.Operations[at] is MemoryOperation.Create or ProcessOperation.Fork) { continue; }
                var without = longer with { Operations = [.. longer.Operations.Where((_, each) => each != at)] };
                if (Difference(without, first, second) is { } still)
                {
                    longer = without with { Operations = [.. without.Operations.Take(still.At + 1)] };
                    at = int.Min(at, longer.Operations.Count - 1);
                }
            }

            return longer;
        }
    }

    public static IEnumerable<(Operation Operation, Outcome Outcome)> Perform(Sequence sequence, IPerformer performer)
    {
        DriverBooks books = new();
        foreach (var operation in sequence.Operations)
        {
            var outcome = performer.Perform(operation, books);
            books.Note(operation, outcome);
            yield return (operation, outcome);
            if (outcome.IsFatal) { yield break; }
        }
    }

    private static (int At, IReadOnlyList<Difference> Facts)? Difference(
        Sequence sequence, Func<RecordingHeader, IPerformer> first, Func<RecordingHeader, IPerformer> second)
    {
        var pairs = Perform(sequence, first(sequence.Header)).Zip(Perform(sequence, second(sequence.Header)));
        var at = 0;
        foreach (var (one, other) in pairs)
        {
            var facts = OutcomeComparer.Compare(one.Operation, sequence.Header.Kernel, one.Outcome, other.Outcome);
            if (facts.Count > 0) { return (at, facts); }
            at++;
        }

        return null;
    }
}
