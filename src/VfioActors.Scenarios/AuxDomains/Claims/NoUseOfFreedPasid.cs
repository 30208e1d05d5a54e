using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-03, 04, 06, 12 and 20: a domain goes on with an id that it has given back.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoUseOfFreedPasid(AuxActors actors) : Invariant<AuxDomainState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim =>
        "A domain uses and reports only an id that the allocator gave to it and that it has not given back.";

    /// <inheritdoc/>
    public override string? Refute(AuxDomainState state, ActorId actor, IWorldView view)
    {
        var reported = state.Reported.Value;
        if (reported.IsSome && !state.Owned.Contains(reported))
        {
            return $"a driver is told pasid {reported}, which is not {view.NameOf(actor)}'s";
        }

        if (IsWriting(state, out var attach, out var pasid) && !state.Owned.Contains(pasid))
        {
            return $"{view.NameOf(actor)} puts {NameOf(attach.Device)} on pasid {pasid}, which is not its own";
        }

        _ = state.Open.TryGet(state.Holder.Value, out var holder);
        var clearing = holder.Is<AuxDomainMessage.Detach>(out var detach);
        for (var at = 0; at < state.Users.Count; at++)
        {
            var (device, use) = (state.Users.Keys[at], state.Users.Values[at]);
            if (state.Owned.Contains(use.Pasid) || (clearing && detach.Device == device)) { continue; }
            return $"{view.NameOf(actor)} is on {NameOf(device)} with pasid {use.Pasid}, which is not its own";
        }

        return null;
    }

    private static bool IsWriting(AuxDomainState state, out AuxDomainMessage.Attach attach, out Pasid pasid)
    {
        _ = state.Open.TryGet(state.Holder.Value, out var holder);
        _ = state.Attaching.TryGet(state.Holder.Value, out var attaching);
        pasid = attaching.Pasid;
        return holder.Is(out attach) && attaching.PasidsMax > 0 && pasid.IsSome;
    }

    private string NameOf(DeviceId device) => actors.NameOfDevice(device);
}
