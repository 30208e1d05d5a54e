using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-20: mappings without end.</summary>
public sealed class MapAvailBounded : Invariant<ContainerState>
{
    /// <inheritdoc/>
    public override string Claim => "Mappings that are there and mappings that may be made add up to the limit.";

    /// <inheritdoc/>
    public override string? Refute(ContainerState state, ActorId actor, IWorldView view)
    {
        if (state.Kind.Value == ContainerKind.None) { return null; }
        var (available, now, most) = (state.Available.Value, state.Mappings.Count, state.MappingsMax.Value);
        return available >= 0 && available + now == most
            ? null
            : $"{Counted.Of(now, "mapping")} and {available} more are together not the limit of {most}";
    }
}
