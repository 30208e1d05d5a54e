using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.GuestMemories;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-01, 11, 15 and 18: a refusal for want of room where there is room.</summary>
public sealed class LimitExact : Invariant<GuestMemoryState>
{
    /// <inheritdoc/>
    public override string Claim =>
        "Pages are refused for the limit only when those to be charged do not fit, and never to an exempt mapping.";

    /// <inheritdoc/>
    public override string? Refute(GuestMemoryState state, ActorId actor, IWorldView view)
    {
        var refused = state.Refused.Value;
        if (refused == default) { return null; }
        if (refused.Exempt != 0) { return "a mapping made with CAP_IPC_LOCK is refused for the limit"; }
        return refused.Locked + refused.Asked > refused.Limit
            ? null
            : $"{refused.Locked} locked and {refused.Asked} to be charged are refused under a limit of {refused.Limit}";
    }
}
