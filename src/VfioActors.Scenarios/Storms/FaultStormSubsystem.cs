using VfioActors.Exploration.Scenarios;
using VfioActors.Vfio.Faults.PageFaultQueues;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Scenarios.Storms;

/// <summary>
/// Page requests in a storm: devices ask, a thread answers what it reads from the fault queue when it gets to it, and
/// clients put the queue on devices and take it off meanwhile.
/// </summary>
public sealed class FaultStormSubsystem : StormSubsystem
{
    /// <summary>The parameter that says how many devices ask for pages.</summary>
    public const string Askers = "askers";

    private const int Most = 32;

    /// <summary>No more may be asked of the handler than it can remember.</summary>
    private const int InFlightMost = 4096;

    /// <summary>Fewer than may be in flight: one more is refused for want of memory.</summary>
    private const int PendingMost = 1024;

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Number(Askers, "how many devices ask for pages; 0 for none", 0, 0, Most)];

    /// <inheritdoc/>
    public override StormActors Build(ScenarioBuilder builder, long inFlight)
    {
        var devices = builder.Number(Askers);
        if (devices == 0) { return new EmptyStormActors(); }
        if (inFlight > InFlightMost)
        {
            throw new ArgumentException(
                $"clients times window is {inFlight}; with askers at most {InFlightMost} is accepted");
        }

        var reporter = builder.Add("pri", new FaultReporterBehavior(
            new() { Devices = devices, PendingMost = PendingMost }, builder.Defects));
        var server = new Behaviors.ActorId(builder.Topology.Next.Value + 1);
        var queue = builder.Add("priq", new PageFaultQueueBehavior(
            new() { Reporter = reporter, Poller = server }, builder.Defects));
        builder.Add("vmm", new GroupServerBehavior(queue));
        return new FaultStormActors(reporter, queue, devices);
    }
}
