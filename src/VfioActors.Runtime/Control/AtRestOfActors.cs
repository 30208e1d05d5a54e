using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control.Proxies;
using VfioActors.Runtime.Control.Sessions;

namespace VfioActors.Runtime.Control;

/// <summary>A claim about real actors at rest.</summary>
internal sealed class AtRestOfActors(ActorClaim claim, ActorSession session) : AtRest
{
    public override string Name => claim.Name;

    public override string Claim => claim.Claim;

    public override string? Refute(IWorldView view) =>
        session.Ask(view.State<ProxyState>(new(1)).Path, () => Afterwards.Refute(session, claim.Refute));
}
