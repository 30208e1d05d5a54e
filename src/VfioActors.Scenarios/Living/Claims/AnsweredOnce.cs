using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Callers;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Whoever calls is answered once: a device whose page request is answered twice takes the second for
/// another.</summary>
public sealed class AnsweredOnce : Invariant<CallerState>
{
    /// <inheritdoc/>
    public override string Claim => "No call and no page request is answered twice.";

    /// <inheritdoc/>
    public override string? Refute(CallerState state, ActorId actor, IWorldView view) =>
        state.Unasked.Value == 0 ? null : $"{view.NameOf(actor)} is answered twice";
}
