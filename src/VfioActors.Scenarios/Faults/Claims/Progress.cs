using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Scenarios.Faults.Claims;

/// <summary>Catches FLT-23, 35 and 37: somebody waits or loops for ever.</summary>
/// <param name="actors">Who is who.</param>
public sealed class Progress(FaultActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Every user comes to the end of what it does, and every device that does not wait for its user.";

    /// <summary>Who awaits a signal takes for granted that what would signal was opened.</summary>
    public override bool PresumesEnough =>
        actors.Users.Any(user => user.Script.Any(step => step.Action is VmmAction.AwaitSignal));

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

        var reporter = view.State<FaultReporterState>(actors.Reporter);
        foreach (var (endpoint, _) in actors.Endpoints)
        {
            var isStuck = view.State<EndpointState>(endpoint).IsBusy && !IsPending(reporter, endpoint);
            if (isStuck) { return $"{view.NameOf(endpoint)} never comes to an end"; }
        }

        return reporter.InFlight.Count == 0 ? null : "a report never comes back";
    }

    /// <summary>Whether a device waits for its user: <see cref="EveryRequestAnswered"/> judges that.</summary>
    private static bool IsPending(FaultReporterState reporter, ActorId endpoint)
    {
        foreach (var pending in reporter.Pending.Values)
        {
            if (pending.Endpoint == endpoint) { return true; }
        }

        return false;
    }
}
