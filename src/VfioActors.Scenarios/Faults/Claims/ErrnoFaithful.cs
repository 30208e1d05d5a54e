using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.ResponseRings;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-31: a response was refused, and its user is told that all is well.</summary>
/// <param name="actors">Who is who.</param>
/// <param name="ring">The number of the response region's actor.</param>
public sealed class ErrnoFaithful(FaultActors actors, Behaviors.ActorId ring) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Why a response was refused is what its user is answered.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var refused = view.State<ResponseRingState>(ring).Refused;
        for (var at = 0; at < refused.Count; at++)
        {
            var (operation, error) = (refused.Keys[at], refused.Values[at]);
            foreach (var (user, _) in actors.Users)
            {
                if (view.State<VmmState>(user).Outcomes.TryGet(operation, out var told) && told.Error != error)
                {
                    return $"a response was refused with {error.Returned()}, and {view.NameOf(user)} was answered "
                        + told.Error.Returned();
                }
            }
        }

        return null;
    }
}
