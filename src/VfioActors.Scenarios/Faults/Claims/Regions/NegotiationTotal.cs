using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults.Claims.Regions;

/// <summary>Catches FLT-08 and FLT-19: a version that gives no ring.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NegotiationTotal(FaultActors actors) : Invariant<FaultQueueState>
{
    /// <inheritdoc/>
    public override string Claim =>
        "A version is chosen together with the whole shape of the ring, and a device that is closed has none.";

    /// <inheritdoc/>
    public override bool Concerns(Cell cell) => actors.HasTwoRegions(cell.Id);

    /// <inheritdoc/>
    public override string? Refute(FaultQueueState state, ActorId actor, IWorldView view)
    {
        var hasRing = state.EntrySize.Value >= RecordBytes.Posted && state.Capacity.Value > 0;
        var isWhole = state.Version.Value == 1 && hasRing;
        var isUnset = state.Version.Value == 0 && state.EntrySize.Value == 0 && state.Capacity.Value == 0;
        return isWhole || isUnset ? null
            : $"{view.NameOf(actor)} has version {state.Version.Value} with "
                + $"{Counted.Of(state.Capacity.Value, "record")} of {Counted.Of(state.EntrySize.Value, "byte")}";
    }
}
