using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Faults.Claims;
using VfioActors.Scenarios.Faults.Settings;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.ResponseRings;
using static VfioActors.Scenarios.Faults.Settings.FaultRequests;

namespace VfioActors.Scenarios.Faults;

/// <summary>A user answers page requests through the response region of v12 and v13.</summary>
public sealed class FaultResponseScenario : FaultCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "fault-response";

    /// <inheritdoc/>
    public override string Summary => "a user answers page requests through a ring that it writes";

    /// <inheritdoc/>
    public override IReadOnlyList<FaultCase> Cases =>
    [
        new("unknown-group", "FLT-31", "ErrnoFaithful")
        {
            Shapes = Slots(4),
            Told = [PageRequest(1, 1)],
            Others = setting => setting.Add("responses", new ResponseRingBehavior(
                new() { Reporter = setting.Reporter, Records = 4, MemoryMayFail = setting.AsksAll }, setting.Defects)),
            Claims = OfRing,
            Users = One(setting =>
            [
                Open(setting.Queues[0]), Ask(Ring(setting), new ResponseRingMessage.Open(new(1))),
                new VmmAction.Start(setting.Endpoints[0]), Store(setting, 0, 9), Store(setting, 1, 1),
                Ask(Ring(setting), new ResponseRingMessage.SetHead(2)), Close(setting.Queues[0]),
            ]),
        },
        new("no-worker", "FLT-32", "NoDoubleFree")
        {
            Shapes = Slots(4),
            Others = setting => setting.Add("responses", new ResponseRingBehavior(
                new() { Reporter = setting.Reporter, Records = 4, MemoryMayFail = true }, setting.Defects)),
            Claims = OfRing,
            Users = One(setting =>
            [
                Open(setting.Queues[0]), Ask(Ring(setting), new ResponseRingMessage.Open(new(1))),
                Store(setting, 0, 9), Ask(Ring(setting), new ResponseRingMessage.SetHead(1)),
            ]),
        },
    ];

    private static IReadOnlyList<Property> OfRing(FaultSetting setting) =>
        [new ErrnoFaithful(setting.Actors, Ring(setting)), new NoDoubleFree(setting.Actors, Ring(setting))];

    private static ActorId Ring(FaultSetting setting) => setting.Others[0];

    private static VmmAction Store(FaultSetting setting, uint slot, int group) => Ask(Ring(setting),
        new ResponseRingMessage.Store(slot, new(new(group), default, ResponseCode.Success)));
}
