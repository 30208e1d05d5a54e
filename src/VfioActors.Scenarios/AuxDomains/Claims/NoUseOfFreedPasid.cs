using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-03, 04, 06, 12 and 20: a domain goes on with an id that it has given back.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoUseOfFreedPasid(AuxActors actors) : Invariant<AuxDomainState>
{
    /// <inheritdoc/>
    public override string Claim =>
        "A domain uses and reports only an id that the allocator gave to it and that it has not given back.";

    /// <inheritdoc/>
    public override string? Refute(AuxDomainState state, ActorId actor, IWorldView view)
    {
        var reported = state.Reported.Value;
        if (reported.IsSome && !state.Owned.Contains(reported))
        {
            return $"a driver is told pasid {reported}, which is free";
        }

        var busy = state.Open.TryGet(state.Holder.Value, out var holder);
        if (busy && IsWriting(holder) && !state.Owned.Contains(holder.Pasid))
        {
            return $"{view.NameOf(actor)} puts {NameOf(holder.Device)} on pasid {holder.Pasid}, which is free";
        }

        var clearing = busy && holder.Kind == AuxRequestKind.Detach;
        for (var at = 0; at < state.Users.Count; at++)
        {
            var (device, use) = (state.Users.Keys[at], state.Users.Values[at]);
            if (state.Owned.Contains(use.Pasid) || (clearing && holder.Device == device)) { continue; }
            return $"{view.NameOf(actor)} is on {NameOf(device)} with pasid {use.Pasid}, which is free";
        }

        return null;
    }

    private static bool IsWriting(in AuxRequest holder) =>
        holder.Kind == AuxRequestKind.Attach && holder.PasidsMax > 0 && holder.Pasid.IsSome;

    private string NameOf(DeviceId device) => actors.NameOfDevice(device);
}
