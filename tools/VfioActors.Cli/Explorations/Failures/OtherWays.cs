using VfioActors.Behaviors.Values;

namespace VfioActors.Cli.Explorations.Failures;

/// <summary>How else a property is broken, for people: the trace that they see need not be all there is.</summary>
internal static class OtherWays
{
    /// <summary>So many are told to people; programs get all.</summary>
    private const int WaysMax = 3;

    /// <summary>A line for each of the first, and one for the others.</summary>
    public static IEnumerable<string> Lines(FailureDocument failure)
    {
        List<string> all = [.. failure.Parts.SelectMany(part => part.OtherWays).Distinct()];
        foreach (var way in all.Take(WaysMax)) { yield return $"{way}: other steps, perhaps another bug"; }
        if (all.Count > WaysMax)
        {
            yield return $"and in {Counted.Of(all.Count - WaysMax, "more way")}: --json has them all";
        }
    }
}
