using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-29: a group attach that fails half-way is not undone.</summary>
/// <param name="actors">Who is who.</param>
public sealed class AllOrNothing(AuxActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "A group attach that failed leaves none of its devices attached.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        for (var at = 0; at < actors.Clients.Count; at++)
        {
            var (client, script) = actors.Clients[at];
            for (var step = 0; step < script.Count; step++)
            {
                var failed = view.State<ClientState>(client).Outcomes[script[step].Id].Error != Errno.None;
                if (failed && LeftOver(script[step].Action, view) is { } reason) { return reason; }
            }
        }

        return null;
    }

    private string? LeftOver(ClientAction action, IWorldView view)
    {
        for (var at = 0; at < action.Group.Count; at++)
        {
            if (action.Group[at] is not { } device) { continue; }
            var users = view.State<AuxDomainState>(action.To).Users[device].Count;
            if (users <= actors.Held(view, action.To, device)) { continue; }
            return $"the group attach failed, and {view.NameOf(action.To)} is still on {actors.NameOfDevice(device)}";
        }

        return null;
    }
}
