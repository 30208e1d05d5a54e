using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Makes an order easy to read: the steps that serve one operation stay together in slices, and no two neighbouring
/// slices
/// of one operation could be one.
/// </summary>
internal static class SliceReduction
{
    /// <summary>The same failure with as few slices as merging reaches.</summary>
    internal static Candidate Reduce(Candidate candidate)
    {
        for (var simpler = candidate; simpler is not null;)
        {
            candidate = simpler;
            simpler = Merged(candidate);
        }

        return candidate;
    }

    /// <summary>How many slices an order has: runs of steps that serve the same operation.</summary>
    internal static int Count(IReadOnlyList<StepKey> schedule) => Slices(schedule).Count;

    /// <summary>
    /// Every order in which one slice is moved to the next one of the same operation, before or behind it.
    /// </summary>
    internal static IEnumerable<IReadOnlyList<StepKey>> Merges(IReadOnlyList<StepKey> schedule)
    {
        var slices = Slices(schedule);
        for (var first = 0; first < slices.Count; first++)
        {
            var second = first + 1;
            while (second < slices.Count && slices[second][0].Operation != slices[first][0].Operation) { second++; }
            if (second == slices.Count || second == first + 1) { continue; }
            var between = slices[(first + 1)..second].SelectMany(slice => slice);
            var before = slices[..first].SelectMany(slice => slice);
            var behind = slices[(second + 1)..].SelectMany(slice => slice);
            yield return [.. before, .. slices[first], .. slices[second], .. between, .. behind];
            yield return [.. before, .. between, .. slices[first], .. slices[second], .. behind];
        }
    }

    private static Candidate? Merged(Candidate candidate)
    {
        foreach (var order in Merges(candidate.Schedule))
        {
            var outcome = candidate.Runner.Run(order, completes: false);
            var isSimpler = outcome.Taken.Count <= candidate.Schedule.Count
                && Count(outcome.Taken) < Count(candidate.Schedule);
            if (isSimpler && candidate.Smaller(outcome) is { } simpler) { return simpler; }
        }

        return null;
    }

    private static List<List<StepKey>> Slices(IReadOnlyList<StepKey> schedule)
    {
        List<List<StepKey>> slices = [];
        foreach (var step in schedule)
        {
            if (slices.Count > 0 && slices[^1][0].Operation == step.Operation) { slices[^1].Add(step); }
            else { slices.Add([step]); }
        }

        return slices;
    }
}
