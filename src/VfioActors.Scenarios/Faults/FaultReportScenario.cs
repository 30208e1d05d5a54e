using VfioActors.Scenarios.Workloads.Vmms;
using static VfioActors.Scenarios.Faults.FaultRequests;

namespace VfioActors.Scenarios.Faults;

/// <summary>A device faults and its user reads: what may be lost on the way through the ring.</summary>
public sealed class FaultReportScenario : FaultCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "fault-report";

    /// <inheritdoc/>
    public override string Summary => "a device faults, the ring fills, the user is signalled and reads";

    /// <inheritdoc/>
    public override IReadOnlyList<FaultCase> Cases =>
    [
        new("two-faults", "FLT-16", "RecordNotLost")
        {
            Shapes = Slots(4),
            Alone = [[Fault(1)], [Fault(2)]],
            Users = One(setting => [Open(setting.Queues[0])]),
        },
        new("mask", "FLT-15", "NoFalseFull")
        {
            Shapes = TwoRegions,
            Told = [Fault(1, 84), Fault(100, 2)],
            Users = One(setting =>
            [
                Open(setting.Queues[0]), Choose(setting.Queues[0], 1, 0), Go(setting.Endpoints[0]),
                new VmmAction.Drain(default, RequestPolicy.Keep, 2), Go(setting.Endpoints[0]),
            ]),
        },
        new("full", "FLT-17", "LossVisible")
        {
            Shapes = Slots(3),
            Told = [Fault(1, 3)],
            Users = One(setting => [Open(setting.Queues[0]), Go(setting.Endpoints[0])]),
        },
        new("before-version", "FLT-18", "LossVisible")
        {
            Shapes = TwoRegions,
            Told = [Fault()],
            Users = One(setting =>
                [Open(setting.Queues[0]), Go(setting.Endpoints[0]), Choose(setting.Queues[0], 1, 0)]),
        },
        new("before-trigger", "FLT-24", "NoLostWakeup")
        {
            Shapes = Slots(4),
            Told = [Fault()],
            Users = One(setting =>
            [
                Open(setting.Queues[0]), Go(setting.Endpoints[0]), SetTrigger(setting.Interrupts[0]),
                new VmmAction.AwaitSignal(), new VmmAction.Drain(default, RequestPolicy.Keep),
            ]),
        },
        new("refused-request", "FLT-28", "PendingMatchesDelivered")
        {
            Shapes = Slots(2),
            Told = [Fault(), PageRequest(2, 1)],
            Users = One(setting => [Open(setting.Queues[0]), Go(setting.Endpoints[0]), Go(setting.Endpoints[0])]),
        },
        new("no-interrupt", "FLT-30", "ReturnMatchesEffect")
        {
            Shapes = [options => options with { HasInterrupt = false }],
            Told = [Fault()],
            Users = One(setting => [Open(setting.Queues[0]), Go(setting.Endpoints[0])]),
        },
    ];
}
