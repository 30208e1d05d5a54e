using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers.States;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches mappings that overlap.</summary>
public sealed class MappingsDisjoint : Invariant<ContainerState>
{
    /// <inheritdoc/>
    public override string Claim => "Mappings of a container are not empty and do not overlap.";

    /// <inheritdoc/>
    public override string? Refute(ContainerState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Mappings.Count; at++)
        {
            var (start, size) = (state.Mappings.Keys[at].Start, state.Mappings.Values[at].Size);
            if (size.Value == 0) { return $"the mapping at {start} is empty"; }
            if (at + 1 < state.Mappings.Count && state.Mappings.Keys[at + 1].Start.Since(start) < size)
            {
                return $"the mapping at {start} reaches into the next one";
            }
        }

        return null;
    }
}
