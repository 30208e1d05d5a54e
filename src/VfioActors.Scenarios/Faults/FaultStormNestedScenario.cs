using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Vmms;

namespace VfioActors.Scenarios.Faults;

/// <summary>
/// Several devices read memory of their guest and fault, while the guest answers late, a domain is detached, and a
/// device is reset: closed and opened again.
/// </summary>
public sealed class FaultStormNestedScenario() : SeedScenario(Seed.Fault)
{
    private const string Yes = "yes";
    private const string No = "no";

    /// <inheritdoc/>
    public override string Name => "fault-storm-nested";

    /// <inheritdoc/>
    public override string Summary => "devices fault while the guest answers late, detaches and resets";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("devices", "how many devices fault", 1, 1, 4),
        ScenarioParameter.Word("late", "whether the guest gets to its page requests some time later", Yes, No),
        ScenarioParameter.Word("reset", "whether the first device is closed and opened again meanwhile", Yes, No),
        ScenarioParameter.Word("detach", "whether the domain is taken off the last device meanwhile", No, Yes),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var devices = builder.Number("devices");
        NestedSetting setting = new(builder, devices, 1, builder.Word("late") == Yes);
        var vmm = builder.Topology.Next;
        List<VmmAction> actions = [.. setting.Beginning];
        for (var device = 0; device < devices; device++)
        {
            actions.Add(new VmmAction.Start(new(vmm.Value + 1 + device)));
        }

        if (builder.Word("reset") == Yes)
        {
            actions.Add(new VmmAction.Drain(default, RequestPolicy.Inject));
            actions.Add(FaultRequests.Close(setting.Faults.Queues[0]));
            actions.Add(FaultRequests.Open(setting.Faults.Queues[0]));
        }

        setting.Faults.AddUser(actions, setting.Guest, serves: true);
        for (var device = 0; device < devices; device++)
        {
            setting.Faults.AddEndpoint(device, waits: true, [setting.Dma((ulong)device + 1, device + 1)]);
        }

        if (builder.Word("detach") == Yes) { setting.Faults.AddUser([setting.Detach(0, devices - 1)]); }
        setting.Claim();
    }
}
