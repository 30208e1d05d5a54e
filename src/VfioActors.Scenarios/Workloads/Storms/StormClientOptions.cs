using VfioActors.Behaviors.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>What one client of a storm is like.</summary>
public sealed record StormClientOptions
{
    /// <summary>Its number among the clients, from 0.</summary>
    public required int Client { get; init; }

    /// <summary>How many clients there are: their operations are numbered in turn.</summary>
    public required int Clients { get; init; }

    /// <summary>What it may do, each workload with its share, at least 1.</summary>
    public required IReadOnlyList<(StormWorkload Workload, int Share)> Mix { get; init; }

    /// <summary>Where the dice start.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many operations it does before it heals; 0 to ask the host after each burst.</summary>
    public int Operations { get; init; }

    /// <summary>Whether it asks the host after each burst though it has an end of its own.</summary>
    public bool Asks { get; init; }

    /// <summary>How many operations it has in flight at most, 1 to 64.</summary>
    public int Window { get; init; } = 1;

    /// <summary>How many operations a burst has.</summary>
    public int Burst { get; init; } = 64;

    /// <summary>How the number in flight changes from burst to burst.</summary>
    public StormShape Shape { get; init; }

    /// <summary>Its process dies after one burst in so many, by the dice; 0 for never.</summary>
    public int DiesOnceIn { get; init; }

    /// <summary>How many things it holds at most: who has too much gives back.</summary>
    public int HeldMax { get; init; } = 32;

    /// <summary>
    /// The operation of a number. The clients take the ids in turn, so that no two ever have the same one in flight.
    /// </summary>
    public OperationId IdOf(int number) => new(1 + Client + (Clients * number));

    /// <summary>
    /// The number after a number; the first one again where the ids end: long before, the old ones are answered.
    /// </summary>
    public int NumberAfter(int number) => number + 1 < (int.MaxValue - Clients) / Clients ? number + 1 : 0;

    /// <summary>How many operations the first burst has.</summary>
    internal int FirstBurst => Operations == 0 ? Burst : Math.Min(Operations, Burst);
}
