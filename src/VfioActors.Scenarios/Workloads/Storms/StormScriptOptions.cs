using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>What a client does that repeats a part of a storm.</summary>
public sealed record StormScriptOptions
{
    /// <summary>What it does, one after the other.</summary>
    public required IReadOnlyList<(OperationId Id, StormCall Call)> Script { get; init; }

    /// <summary>The workloads of the calls, by their places.</summary>
    public required IReadOnlyList<(StormWorkload Workload, int Share)> Mix { get; init; }

    /// <summary>
    /// Whether it gives back at the end what it took and its script does not give back. No operation of the script is
    /// served by that.
    /// </summary>
    public bool Heals { get; init; }
}
