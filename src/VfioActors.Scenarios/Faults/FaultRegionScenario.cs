using VfioActors.Scenarios.Faults.Claims.Regions;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.Regions;
using static VfioActors.Scenarios.Faults.Settings.FaultRequests;

namespace VfioActors.Scenarios.Faults;

/// <summary>A user accesses the region of a fault queue: what one access after the other may get wrong.</summary>
public sealed class FaultRegionScenario : FaultCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "fault-region";

    /// <inheritdoc/>
    public override string Summary => "a user negotiates, reads, writes and maps the region of a fault queue";

    /// <inheritdoc/>
    public override IReadOnlyList<FaultCase> Cases =>
    [
        new("page-size", "FLT-05", "CapacityPortable")
        {
            Shapes = [options => options, options => options with { PageSize = FaultQueueOptions.LargePage }],
            Claims = setting => [new CapacityPortable(setting.Actors)],
            Users = One(setting => [Open(setting.Queues[0]), Open(setting.Queues[1])]),
        },
        new("version-zero", "FLT-08", "NegotiationTotal")
        {
            Shapes = TwoRegions,
            Users = One(setting => [Open(setting.Queues[0]), Choose(setting.Queues[0], 0, 0)]),
        },
        new("first-index", "FLT-09", "IndexInRange")
        {
            Shapes = TwoRegions,
            Users = One(setting => [Open(setting.Queues[0]), Choose(setting.Queues[0], 1, 200)]),
        },
        new("header", "FLT-10", "HeaderTruth")
        {
            Shapes = TwoRegions,
            Users = One(setting => [Open(setting.Queues[0]), Choose(setting.Queues[0], 1, 0)]),
        },
        new("one-byte", "FLT-11", "IndexInRange")
        {
            Shapes = TwoRegions,
            Told = [Fault()],
            Users = One(setting =>
            [
                Open(setting.Queues[0]), Choose(setting.Queues[0], 1, 0), Go(setting.Endpoints[0]),
                Ask(setting.Queues[0],
                    new FaultQueueMessage.Write(new(4), new(1), new(1), uint.MaxValue, FaultRegion.Consumer)),
            ]),
        },
        new("two-writers", "FLT-12", "LastWriteWins")
        {
            Shapes = TwoRegions,
            Told = [Fault()],
            Users = setting =>
            [
                [
                    Open(setting.Queues[0]), Choose(setting.Queues[0], 1, 0), Go(setting.Endpoints[0]),
                    new VmmAction.Drain(default, RequestPolicy.Keep),
                ],
                [Choose(setting.Queues[0], 2, 0)],
            ],
        },
        new("half-copied", "FLT-13", "IndexInRange")
        {
            Shapes = TwoRegions,
            Users = One(setting =>
            [
                Open(setting.Queues[0]), Choose(setting.Queues[0], 1, 0),
                Ask(setting.Queues[0],
                    new FaultQueueMessage.Write(
                        default, new(8), new ConsumerWords(1, 200).Raw, 5, FaultRegion.Consumer)),
            ]),
        },
        new("past-producer", "FLT-14", "ConsNeverPassesProd")
        {
            Users = One(setting => [Open(setting.Queues[0]), SetTail(setting.Queues[0], 7)]),
        },
        new("wrong-way", "FLT-23", "Progress")
        {
            Shapes = TwoRegions,
            Users = One(setting =>
            [
                Open(setting.Queues[0]),
                new VmmAction.AskUntilMoved(UserRequest.Of(setting.Queues[0],
                    new FaultQueueMessage.Write(default, new(4), default, uint.MaxValue, FaultRegion.Producer)), 3),
            ]),
        },
        new("writable", "FLT-25", "RingReadOnly")
        {
            Users = One(setting =>
            [
                Open(setting.Queues[0]),
                Ask(setting.Queues[0], new FaultQueueMessage.Map(new(4096), new(4096), MapProtection.ReadWrite)),
                Ask(setting.Queues[0], new FaultQueueMessage.Store(0, FaultRecord.Unrecoverable(new(0x9000)))),
            ]),
        },
        new("query", "FLT-26", "NoLeakPerCall")
        {
            Users = One(setting =>
                [Open(setting.Queues[0]), Ask(setting.Queues[0], default(FaultQueueMessage.Query))]),
        },
        new("all-records", "FLT-29", "IndexInRange")
        {
            Users = One(setting => [Open(setting.Queues[0]), SetTail(setting.Queues[0], 512)]),
        },
        new("one-byte-variable", "FLT-33", "UnitsTyped") { Users = One(setting => [Open(setting.Queues[0])]) },
        new("region-type", "FLT-34", "TypeUnique") { Users = One(setting => [Open(setting.Queues[0])]) },
    ];
}
