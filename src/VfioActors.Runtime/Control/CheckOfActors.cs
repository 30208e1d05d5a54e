using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control.Proxies;
using VfioActors.Runtime.Control.Sessions;

namespace VfioActors.Runtime.Control;

/// <summary>What is checked of all real actors, at rest, whatever they are: see <see cref="ActorChecks"/>.</summary>
internal sealed class CheckOfActors(string name, string claim, ActorSession session, Func<string?> refute) : AtRest
{
    public override string Name => name;

    public override string Claim => claim;

    public override string? Refute(IWorldView view) =>
        session.Ask(view.State<ProxyState>(new(1)).Path, () => Afterwards.Refute(session, refute));
}
