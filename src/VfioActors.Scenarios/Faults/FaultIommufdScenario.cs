using VfioActors.Behaviors;
using VfioActors.Scenarios.Faults.Claims;
using VfioActors.Scenarios.Faults.Settings;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.PageFaultQueues;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.VeventQueues;
using static VfioActors.Scenarios.Faults.Settings.FaultRequests;

namespace VfioActors.Scenarios.Faults;

/// <summary>Users read page requests and events of iommufd, some into memory that is not there.</summary>
public sealed class FaultIommufdScenario : FaultCaseScenario
{
    private const uint EventSize = 16;
    private const uint GroupSize = 40;

    /// <inheritdoc/>
    public override string Name => "fault-iommufd";

    /// <inheritdoc/>
    public override string Summary => "users read the queues of iommufd into buffers that are bad or not there";

    /// <inheritdoc/>
    public override IReadOnlyList<FaultCase> Cases =>
    [
        new("served-buffer", "FLT-35", "Progress")
        {
            Shapes = [],
            Alone = [[PageRequest(1, 1)]],
            Others = AddQueue,
            Users = One(setting => Reading(setting, uint.MaxValue, setting.Others[2])),
        },
        new("dropped", "FLT-36", "EveryRequestAnswered")
        {
            Shapes = [],
            Alone = [[PageRequest(1, 1)]],
            Others = AddQueue,
            Users = One(setting => Reading(setting, 0, default)),
        },
        new("bad-buffer", "FLT-37", "Progress")
        {
            Shapes = [],
            Alone = [[PageRequest(1, 1)]],
            Others = AddQueue,
            Users = One(setting => Reading(setting, 0, default)),
        },
        new("half-an-event", "FLT-38", "RecordOnce")
        {
            Shapes = [],
            Others = setting => setting.Add("veventq", new VeventQueueBehavior(16, setting.Defects)),
            Claims = setting => [new RecordOnce(setting.Actors)],
            Users = One(setting =>
            [
                Ask(setting.Others[0], new VeventQueueMessage.Alloc(1, 2, 0, 0)),
                Ask(setting.Others[0], new VeventQueueMessage.Report(new(0x77), 1, 8)),
                Ask(setting.Others[0], new VeventQueueMessage.Read(default, new(EventSize), 1, 8)),
                Ask(setting.Others[0], new VeventQueueMessage.Read(default, new(EventSize), 1, EventSize)),
            ]),
        },
    ];

    /// <summary>The queue, a thread that answers what it reads there, and memory that a request must provide.</summary>
    private static void AddQueue(FaultSetting setting)
    {
        ActorId server = new(setting.Next.Value + 1);
        var queue = setting.Add("faultq", new PageFaultQueueBehavior(
            new() { Reporter = setting.Reporter, Poller = server }, setting.Defects));
        setting.Add("server", new GroupServerBehavior(queue));
        setting.Add("memory", new ServedMemoryBehavior(
            default, setting.Reporter, FaultRecord.PageRequest(new(0x9000), new(7))));
    }

    private static IReadOnlyList<VmmAction> Reading(FaultSetting setting, uint good, ActorId memory) =>
    [
        Ask(setting.Others[0], default(PageFaultQueueMessage.Attach)),
        new VmmAction.ReadAndAnswer(UserRequest.Of(
            setting.Others[0], new PageFaultQueueMessage.Read(default, new(GroupSize), good, memory))),
    ];
}
