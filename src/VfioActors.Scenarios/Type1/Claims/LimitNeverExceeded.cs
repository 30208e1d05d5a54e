using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.GuestMemories;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>
/// Catches T1-16: two tests before one charge. For scenarios in which no limit is lowered and no capability dropped.
/// </summary>
public sealed class LimitNeverExceeded : Invariant<GuestMemoryState>
{
    /// <inheritdoc/>
    public override string Claim => "A process without CAP_IPC_LOCK never has more locked pages than its limit.";

    /// <inheritdoc/>
    public override string? Refute(GuestMemoryState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Processes.Count; at++)
        {
            var process = state.Processes.Values[at];
            if (process.Capability != 0 || process.LockedPages <= 0) { continue; }
            if ((ulong)process.LockedPages > process.LimitPages.Value)
            {
                return $"lockedVm is {process.LockedPages}, over the limit of {process.LimitPages}";
            }
        }

        return null;
    }
}
