using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Invariants;

/// <summary><see cref="ErrnoFaithful"/> for the clients of a storm.</summary>
public sealed class StormErrnoFaithful : StepRule<StormClientState>
{
    /// <inheritdoc/>
    public override string Name => nameof(ErrnoFaithful);

    /// <inheritdoc/>
    public override string Claim => "What another actor refused on the way is the error that the caller is answered.";

    /// <inheritdoc/>
    public override string? Refute(StormClientState state, in Envelope envelope, IWorldView view)
    {
        if (!envelope.Is<AuxDomainMessage.Done>(out var done)) { return null; }
        return done.Cause == Errno.None || done.Cause == done.Error
            ? null
            : $"{done.Cause.Returned()} is answered as {done.Error.Returned()}";
    }
}
