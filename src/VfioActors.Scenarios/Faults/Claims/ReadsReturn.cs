using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.PageFaultQueues;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-37 in one step: a read that goes round for ever.</summary>
public sealed class ReadsReturn : Invariant<PageFaultQueueState>
{
    /// <inheritdoc/>
    public override string Name => nameof(Progress);

    /// <inheritdoc/>
    public override string Claim => "Every read of a page fault queue comes to an end.";

    /// <inheritdoc/>
    public override string? Refute(PageFaultQueueState state, ActorId actor, IWorldView view) =>
        state.Endless.Value == 0
            ? null
            : $"{view.NameOf(actor)} never returns from {Counted.Of(state.Endless.Value, "read")}";
}
