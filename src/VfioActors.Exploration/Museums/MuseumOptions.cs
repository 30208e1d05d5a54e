using VfioActors.Exploration.Schedules;

namespace VfioActors.Exploration.Museums;

/// <summary>How a museum is visited.</summary>
public sealed record MuseumOptions
{
    /// <summary>How long each of the two searches of a row may take.</summary>
    public TimeSpan TimePerSearch { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the random numbers of sampling strategies start.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The version of the product, for the traces.</summary>
    public string Product { get; init; } = "0";

    /// <summary>Told now and then how far the search is that goes on; the text says which of them.</summary>
    public Action<string, ExplorationProgress>? Progress { get; init; }

    internal TraceOrigin OriginOf(SearchReport report) => new(Product, report.Strategy, Seed);
}
