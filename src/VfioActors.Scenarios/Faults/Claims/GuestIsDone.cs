using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Faults.Guests;
using VfioActors.Vfio.Faults.NestedDomains;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>A guest, or an address space, waits for what never comes.</summary>
/// <param name="guest">The guest.</param>
/// <param name="domains">The address spaces.</param>
public sealed class GuestIsDone(ActorId guest, IReadOnlyList<ActorId> domains) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "The guest answers every request that it is shown, and every call is answered.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var open = view.State<GuestState>(guest).Requests.Count;
        if (open > 0) { return $"{view.NameOf(guest)} never answers {Counted.Of(open, "request")}"; }
        foreach (var domain in domains)
        {
            var calls = view.State<NestedDomainState>(domain).Calls.Count;
            if (calls > 0) { return $"{view.NameOf(domain)} never answers {Counted.Of(calls, "call")}"; }
        }

        return null;
    }
}
