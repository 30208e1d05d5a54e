using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.GuestMemories;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-12: the same charge is returned twice.</summary>
public sealed class NoUnderflow : Invariant<GuestMemoryState>
{
    /// <inheritdoc/>
    public override string Claim => "No process is uncharged more than it was charged.";

    /// <inheritdoc/>
    public override string? Refute(GuestMemoryState state, ActorId actor, IWorldView view)
    {
        return state.Overdrawn.Count > 0
            ? $"process {state.Overdrawn.Keys[0].Value} was uncharged "
                + $"{Counted.Of(state.Overdrawn.Values[0], "page")} too many"
            : null;
    }
}
