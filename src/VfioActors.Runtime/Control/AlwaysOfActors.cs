using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Runtime.Control;

/// <summary>A claim about real actors after every step.</summary>
internal sealed class AlwaysOfActors(ActorClaim claim, ActorSession session) : Observer
{
    public override string Name => claim.Name;

    public override string Claim => claim.Claim;

    public override bool Sees(ActorId receiver, MessageKind kind) => true;

    public override string? Refute(IWorldView view) =>
        session.Ask(view.State<ProxyState>(new(1)).Path, claim.Refute);
}
