using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>What clients of a storm do: everything, or some operations in any combination.</summary>
internal static class StormMix
{
    /// <summary>Everything that there is.</summary>
    internal const string All = "all";

    private const char And = '+';
    private const int LengthMax = 256;

    /// <summary>What a mix looks like.</summary>
    /// <param name="operations">The names of all operations.</param>
    internal static TextForm FormOf(IReadOnlyList<string> operations)
    {
        var one = $"({string.Join('|', operations)})";
        return new(
            $@"^({All}|{one}(\{And}{one})*)$",
            $"{All}, or some of {string.Join(", ", operations)} with '{And}' between",
            LengthMax);
    }

    /// <summary>The names in a mix.</summary>
    internal static string[] NamesIn(string mix) => mix.Split(And);

    /// <summary>Takes what a mix names, in the order in which it is given.</summary>
    /// <param name="mix">The mix.</param>
    /// <param name="workloads">What the actors that are there can do.</param>
    /// <param name="parts">All that could be there.</param>
    /// <exception cref="ArgumentException">Nobody is there for some of it, or it makes no sense alone.</exception>
    internal static IReadOnlyList<(StormWorkload Workload, int Share)> Choose(
        string mix,
        IReadOnlyList<(StormWorkload Workload, int Share)> workloads,
        IReadOnlyList<StormSubsystem> parts)
    {
        if (mix == All) { return workloads; }
        var names = NamesIn(mix);
        List<(StormWorkload Workload, int Share)> chosen =
            [.. workloads.Where(one => names.Contains(one.Workload.Name))];
        string[] missing = [.. names.Where(name => chosen.All(one => one.Workload.Name != name))];
        if (missing.Length > 0)
        {
            var who = parts.First(part => part.Operations.Contains(missing[0])).Counts[0].Name;
            throw new ArgumentException(
                $"nobody can do '{string.Join(And, missing)}' without {who}: say how many, --{who} 4");
        }

        foreach (var (workload, _) in chosen)
        {
            if (workload.Needs is { } needed && !names.Contains(needed))
            {
                throw new ArgumentException(
                    $"'{workload.Name}' works on what '{needed}' took, which is not in the mix '{mix}'");
            }
        }

        return chosen;
    }
}
