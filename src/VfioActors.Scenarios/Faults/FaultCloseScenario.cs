using static VfioActors.Scenarios.Faults.Settings.FaultRequests;

namespace VfioActors.Scenarios.Faults;

/// <summary>A device is opened, closed and opened again while it faults: what may outlive it.</summary>
public sealed class FaultCloseScenario : FaultCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "fault-close";

    /// <inheritdoc/>
    public override string Summary => "a device is closed, opened again and removed while it faults";

    /// <inheritdoc/>
    public override IReadOnlyList<FaultCase> Cases =>
    [
        new("pending", "FLT-07", "HandlerDiesWithDevice")
        {
            Shapes = Slots(4),
            Alone = [[PageRequest(1, 3)], [Fault(2)]],
            Users = One(setting => [Open(setting.Queues[0]), Close(setting.Queues[0])]),
        },
        new("reopen", "FLT-19", "NegotiationTotal")
        {
            Shapes = TwoRegions,
            Users = One(setting =>
            [
                Open(setting.Queues[0]), Choose(setting.Queues[0], 1, 0), Close(setting.Queues[0]),
                Open(setting.Queues[0]), Choose(setting.Queues[0], 1, 0),
            ]),
        },
        new("pages", "FLT-20", "NoLeakPerOpen")
        {
            Users = One(setting => [Open(setting.Queues[0]), Close(setting.Queues[0])]),
        },
        new("no-memory", "FLT-21", "NoDoubleFree")
        {
            Shapes = [options => options with { MemoryMayFail = true }],
            Users = One(setting =>
                [Open(setting.Queues[0]), Close(setting.Queues[0]), Remove(setting.Queues[0])]),
        },
        new("lock", "FLT-22", "SingleInit")
        {
            Users = One(setting => [Open(setting.Queues[0]), Close(setting.Queues[0]), Open(setting.Queues[0])]),
        },
        new("disabled", "FLT-27", "HandlerDiesWithDevice")
        {
            Shapes = Slots(4),
            Alone = [[Fault()]],
            Users = One(setting => [Open(setting.Queues[0]), Close(setting.Queues[0])]),
        },
    ];
}
