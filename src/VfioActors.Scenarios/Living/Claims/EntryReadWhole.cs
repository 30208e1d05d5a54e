using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.PasidEntries;

namespace VfioActors.Scenarios.Living.Claims;

/// <summary>Catches LIV-10 and LIV-11: hardware uses an entry that is half of one domain, half of another.</summary>
public sealed class EntryReadWhole : Invariant<EntryWalkerState>
{
    /// <inheritdoc/>
    public override string Claim => "Hardware uses an entry only as one domain has written it.";

    /// <inheritdoc/>
    public override string? Refute(EntryWalkerState state, ActorId actor, IWorldView view) =>
        state.TornReads.Value == 0 ? null : $"{view.NameOf(actor)} uses an entry that is torn";
}
