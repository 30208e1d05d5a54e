using VfioActors.Behaviors;

namespace VfioActors.Vfio.Storms;

/// <summary>What a client does that repeats a part of a storm.</summary>
public sealed record StormScriptOptions
{
    /// <summary>What it does, one after the other.</summary>
    public required IReadOnlyList<(OperationId Id, StormCall Call)> Script { get; init; }

    /// <summary>The workloads of the calls, by their places.</summary>
    public required IReadOnlyList<(StormWorkload Workload, int Share)> Mix { get; init; }

    /// <summary>Whether it gives back at the end what it took and its script does not give back.</summary>
    public bool Heals { get; init; }

    /// <summary>The id of the first operation of healing.</summary>
    public OperationId FirstHealing { get; init; }

    /// <summary>How far apart these ids are, so that no two clients have the same.</summary>
    public int Clients { get; init; } = 1;

    internal OperationId HealingOf(int number) => new(FirstHealing.Value + (Clients * number));
}
