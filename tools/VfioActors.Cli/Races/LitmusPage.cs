using System.Globalization;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Races;

/// <summary>What came of a folder of litmus files: how many were read, why others not, and who disagrees.</summary>
/// <param name="terminal">Where people read it.</param>
internal sealed class LitmusPage(Terminal terminal)
{
    private readonly Page _page = new(terminal);

    /// <summary>Shows the rows in numbers.</summary>
    public void Show(IReadOnlyList<LitmusRow> rows)
    {
        var read = rows.Where(one => one.IsRead).ToList();
        var ours = rows.Where(one => !one.IsOfOtherFormat).ToList();
        _page.Line($"{Counted.Of(rows.Count, "file")}, {ours.Count} of the C format, "
            + $"{read.Count} of these read ({Share(read.Count, ours.Count)})");
        foreach (var (expected, observed, count) in Pairs(read))
        {
            var says = expected.Length > 0 ? $"the file says {expected}" : "the file says nothing";
            _page.Line($"{count,6}  {observed}; {says}");
        }

        foreach (var reason in rows.Where(one => !one.IsRead).GroupBy(one => one.Why)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            _page.Line($"{reason.Count(),6}  refused: {reason.Key}");
        }

        foreach (var row in read.Where(one => one.Why.Length > 0)) { _page.Line($"also    {row.File}: {row.Why}"); }
        foreach (var row in rows.Where(one => one.IsContradiction))
        {
            _page.Line($"WRONG   {row.File}: the file says never, and an order reaches it");
        }
    }

    private static IEnumerable<(string Expected, string Observed, int Count)> Pairs(List<LitmusRow> read) =>
        read.GroupBy(one => (one.Expected, one.Observed))
            .OrderBy(group => group.Key.Expected, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Observed, StringComparer.Ordinal)
            .Select(group => (group.Key.Expected, group.Key.Observed, group.Count()));

    private static string Share(int part, int whole) =>
        whole == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");
}
