using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.FaultQueues;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-23, 35 and 37: somebody waits or loops for ever.</summary>
/// <param name="actors">Who is who.</param>
public sealed class Progress(FaultActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Every user and every device comes to the end of what it does.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var (user, script) in actors.Users)
        {
            var state = view.State<VmmState>(user);
            if (state.Next.Value < script.Count || state.Drain.Value.Stage != DrainStage.None)
            {
                return $"{view.NameOf(user)} never comes to an end";
            }
        }

        foreach (var (endpoint, _) in actors.Endpoints)
        {
            if (view.State<EndpointState>(endpoint).IsBusy) { return $"{view.NameOf(endpoint)} never comes to an end"; }
        }

        return view.State<FaultReporterState>(actors.Reporter).InFlight.Count == 0 ? null : "a report never comes back";
    }
}
