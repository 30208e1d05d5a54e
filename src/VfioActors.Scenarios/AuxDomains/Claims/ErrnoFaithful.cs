using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains.Claims;

/// <summary>Catches AUX-14 and AUX-23: an error on the way is reported as another.</summary>
public sealed class ErrnoFaithful : StepRule<ClientState>
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "What another actor refused on the way is the error that the caller is answered.";

    /// <inheritdoc/>
    public override string? Refute(ClientState state, in Envelope envelope, IWorldView view)
    {
        if (!envelope.Is<AuxDomainMessage.Done>(out var done)) { return null; }
        return done.Cause == Errno.None || done.Cause == done.Error
            ? null
            : $"{done.Cause.Returned()} is answered as {done.Error.Returned()}";
    }
}
