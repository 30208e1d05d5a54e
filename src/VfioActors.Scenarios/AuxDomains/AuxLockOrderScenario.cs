using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Locks;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>One path fills a page of a PASID directory, the other walks the ids.</summary>
public sealed class AuxLockOrderScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-lock-order";

    /// <inheritdoc/>
    public override string Summary => "two paths meet at the locks of the unit and of the ids";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-27", "Progress")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = [], Units = [], Domains = [] });
        var unit = builder.Add("iommu-lock", new LockBehavior());
        var ids = builder.Add("pasid-lock", new LockBehavior());
        setting.AddClient(new ClientAction(ClientActionKind.FillDirectory, unit) { Second = ids });
        setting.AddClient(new ClientAction(ClientActionKind.WalkPasids, ids) { Second = unit });
        builder.Claim(new Progress());
    }
}
