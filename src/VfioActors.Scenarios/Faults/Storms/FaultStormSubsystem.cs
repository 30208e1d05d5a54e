using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Faults.PageFaultQueues;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Scenarios.Faults.Storms;

/// <summary>
/// Page requests in a storm: devices ask, a thread answers what it reads from the fault queue when it gets to it, and
/// clients put the queue on devices and take it off meanwhile.
/// </summary>
public sealed class FaultStormSubsystem : StormSubsystemOf<FaultStormSetting>
{
    /// <summary>The parameter that says how many devices ask for pages.</summary>
    private const string Askers = "askers";

    private const int Most = 32;

    /// <summary>No more may be asked of the handler than it can remember.</summary>
    private const int InFlightMost = 4096;

    /// <summary>Fewer than may be in flight: one more is refused for want of memory.</summary>
    private const int PendingMost = 1024;

    /// <inheritdoc/>
    public override IReadOnlyList<StormCount> Counts { get; } =
    [
        new(ScenarioParameter.Number(Askers, "how many devices ask for pages; 0 for none", 0, 0, Most),
            "how many devices ask for pages", 0),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<StormOperation<FaultStormSetting>> Repertoire { get; } =
    [
        new(PageRequestWorkload.Word, 5, setting => new PageRequestWorkload(setting.Reporter, setting.Devices)),
        new(FaultQueueWorkload.Word, 2, setting => new FaultQueueWorkload(setting.Queue, setting.Devices)),
    ];

    /// <inheritdoc/>
    protected override FaultStormSetting SettingOf(ScenarioBuilder builder, long inFlight)
    {
        var devices = builder.Number(Askers);
        if (inFlight > InFlightMost)
        {
            throw new ArgumentException(
                $"clients times window is {inFlight}; with askers at most {InFlightMost} is accepted");
        }

        var reporter = builder.Add("pri", new FaultReporterBehavior(
            new() { Devices = devices, PendingMost = PendingMost }, builder.Defects));
        var server = new ActorId(builder.Topology.Next.Value + 1);
        var queue = builder.Add("priq", new PageFaultQueueBehavior(
            new() { Reporter = reporter, Poller = server }, builder.Defects));
        builder.Add("vmm", new GroupServerBehavior(queue));
        return new(reporter, queue, devices);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Property> Claims(
        FaultStormSetting setting, IReadOnlyList<ActorId> clients, Func<string, int> placeOf) =>
        [new NothingPending(setting.Reporter, setting.Queue)];
}
