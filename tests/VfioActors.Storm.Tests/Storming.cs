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

    internal static Task<StormReport> GoAsync(StormOptions options) => new StormRun(options).GoAsync("test");
}
