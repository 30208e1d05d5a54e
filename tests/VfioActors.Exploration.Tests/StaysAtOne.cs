using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests;

/// <summary>A claim that the first step of an actor breaks.</summary>
internal sealed class StaysAtOne : Invariant<ToyState>
{
    public override string Claim => "No actor ever hears anything.";

    public override string? Refute(ToyState state, ActorId actor, IWorldView view) =>
        state.Value.Value == 1 ? null : $"{view.NameOf(actor)} heard something";
}
