using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.GuestMemories;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-29: exec gives the process a new memory, and the old charge is taken from it.</summary>
public sealed class NoUnderflow : Invariant<GuestMemoryState>
{
    /// <inheritdoc/>
    public override string Claim => "No process is uncharged below zero locked pages.";

    /// <inheritdoc/>
    public override string? Refute(GuestMemoryState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Processes.Count; at++)
        {
            var locked = state.Processes.Values[at].LockedPages;
            if (locked < 0) { return $"process {state.Processes.Keys[at].Value} has {locked} locked pages"; }
        }

        return null;
    }
}
