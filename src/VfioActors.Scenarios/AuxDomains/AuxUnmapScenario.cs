using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>A page of a domain is unmapped while a device that is on it by PASID reads.</summary>
public sealed class AuxUnmapScenario : AuxDomainScenario
{
    private static Iova Page => new(0x1000);

    /// <inheritdoc/>
    public override string Name => "aux-unmap";

    /// <inheritdoc/>
    public override string Summary => "a page is unmapped while the device may read it";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-22", "NoStaleTranslation")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new() { Devices = AuxSettingOptions.Plain(1) });

        var map = setting.Ask(ClientActionKind.Map, 0, 0) with { Iova = Page, Pfn = new(7) };
        var unmap = setting.Ask(ClientActionKind.Unmap, 0, 0) with { Iova = Page };
        var read = setting.Ask(ClientActionKind.Dma, 0) with { Iova = Page, Pasid = new(1) };
        setting.AddClient(map, setting.Attach(0, 0), unmap);
        setting.AddClient(read, read);
        setting.ClaimAll();
    }
}
