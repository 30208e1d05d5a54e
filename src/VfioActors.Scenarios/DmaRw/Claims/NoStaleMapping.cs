using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers.States;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches DRW-27: a copy is on its way to memory whose mapping is gone.</summary>
public sealed class NoStaleMapping : Invariant<ContainerState>
{
    /// <inheritdoc/>
    public override string Claim => "A mapping stays as long as a copy has a lease on it.";

    /// <inheritdoc/>
    public override string? Refute(ContainerState state, ActorId actor, IWorldView view)
    {
        foreach (var work in state.Accesses.Values)
        {
            if (work.Count.Value == 0) { continue; }
            if (!state.Mappings.Contains(work.At))
            {
                return $"a copy is on its way by {work.At.Start}, which is gone";
            }
        }

        return null;
    }
}
