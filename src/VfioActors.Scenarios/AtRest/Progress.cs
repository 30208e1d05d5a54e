using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Clients;

namespace VfioActors.Scenarios.AtRest;

/// <summary>Catches AUX-27: two paths that take two locks in opposite order.</summary>
/// <param name="actors">Who is who.</param>
public sealed class Progress(AuxActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Every client comes to the end of what it does, and every request is answered.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        for (var at = 0; at < actors.Clients.Count; at++)
        {
            var (client, script) = actors.Clients[at];
            if (view.State<ClientState>(client).Next.Value < script.Count)
            {
                return $"{view.NameOf(client)} waits for ever";
            }
        }

        for (var at = 0; at < actors.Domains.Count; at++)
        {
            var open = view.State<AuxDomainState>(actors.Domains[at]).Open.Count;
            if (open > 0) { return $"{view.NameOf(actors.Domains[at])} never answers {open} requests"; }
        }

        return null;
    }
}
