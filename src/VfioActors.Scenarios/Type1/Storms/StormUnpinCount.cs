using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Claims;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Storms;

/// <summary>
/// <see cref="UnpinCount"/> for the clients of a storm, all runs of which are of the same length and mapped as a whole
/// or not at all.
/// </summary>
public sealed class StormUnpinCount : StepRule<StormClientState>
{
    /// <inheritdoc/>
    public override string Name => nameof(UnpinCount);

    /// <inheritdoc/>
    public override string Claim =>
        "A pin or an unpin that is not refused answers how many entries it handled: of a mapping, all.";

    /// <inheritdoc/>
    public override string? Refute(StormClientState state, in Envelope envelope, IWorldView view)
    {
        if (!envelope.Is<VendorDriverMessage.Done>(out var done) || done.Error != Errno.None) { return null; }
        return done.Count.Value == DriverPinWorkload.PagesOfPin
            ? null
            : $"a call for {Counted.Of(DriverPinWorkload.PagesOfPin, "mapped page")} answers {done.Count.Value}";
    }
}
