using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Testing.Tallies;

/// <summary>Catches a write of an old total over several newer ones.</summary>
public sealed class TotalNeverFalls : Invariant<ClerkState>
{
    public override string Claim => "No clerk sees a lower total than before.";

    public override string? Refute(ClerkState state, ActorId actor, IWorldView view) =>
        state.Falls.Value > 0 ? $"{view.NameOf(actor)} saw the total fall" : null;
}
