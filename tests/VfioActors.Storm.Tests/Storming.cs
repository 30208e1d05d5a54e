namespace VfioActors.Storm.Tests;

/// <summary>Storms that end after a number of operations, not after a time.</summary>
internal static class Storming
{
    internal static StormOptions Small { get; } = new()
    {
        Clients = 16,
        Counts = new SortedDictionary<string, int> { ["devices"] = 8, ["domains"] = 8 },
        Operations = 200,
        Duration = TimeSpan.FromHours(1),
    };

    /// <summary>
    /// Storms of one seed after another until one breaks the property: threads meet as they like, and in one storm of
    /// a few not in the way that is looked for.
    /// </summary>
    /// <returns>The last one: after a hundred in vain, one that breaks nothing.</returns>
    internal static async Task<StormReport> UntilAsync(string property, StormOptions options)
    {
        StormReport report;
        var seed = 0;
        do
        {
            seed++;
            report = await GoAsync(
                options with { Seed = seed, Operations = 1000, Patience = TimeSpan.FromMilliseconds(100) });
        }
        while (seed < 100 && report.Violations.All(violation => violation.Property != property));
        return report;
    }

    internal static Task<StormReport> GoAsync(StormOptions options) => new StormRun(options).GoAsync("test");
}
