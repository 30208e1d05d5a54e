using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Vmms;

namespace VfioActors.Scenarios.Faults;

/// <summary>
/// A device reads memory of its guest under a PASID, asks for a page, and its address space is detached or replaced
/// while the request is on its way.
/// </summary>
public sealed class PasidFaultDetachScenario() : SeedScenario(Seed.Fault)
{
    private const string Yes = "yes";
    private const string No = "no";

    /// <inheritdoc/>
    public override string Name => "pasid-fault-detach";

    /// <inheritdoc/>
    public override string Summary => "a page request is in flight when its domain is detached or replaced";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("accesses", "how many pages the device reads, one after the other", 1, 1, 3),
        ScenarioParameter.Word("late", "whether the guest gets to its page requests some time later", No, Yes),
        ScenarioParameter.Word("replace", "whether another domain takes the place of the first", No, Yes),
        ScenarioParameter.Word("timeout", "whether a request that waits too long is answered for the guest", No, Yes),
        ScenarioParameter.Word("invalidate", "whether the guest takes the first page away again meanwhile", No, Yes),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var replaces = builder.Word("replace") == Yes;
        NestedSetting setting = new(builder, 1, replaces ? 2 : 1, builder.Word("late") == Yes,
            builder.Word("timeout") == Yes);
        var accesses = Enumerable.Range(1, builder.Number("accesses")).ToList();
        var first = builder.Topology.Next;
        setting.Faults.AddUser(
            [
                .. setting.Beginning,
                .. accesses.Select(_ => (VmmAction)new VmmAction.Start(new(first.Value + 1))),
            ], setting.Guest, serves: true);
        setting.Faults.AddEndpoint(0, waits: true, [.. accesses.Select(page => setting.Dma((ulong)page, page))]);
        setting.Faults.AddUser([replaces ? setting.Replace(0, 1, 0) : setting.Detach(0, 0)]);
        if (builder.Word("invalidate") == Yes) { setting.Faults.AddUser([setting.Invalidate(0, 1)]); }
        setting.Claim();
    }
}
