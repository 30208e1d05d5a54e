using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Settings;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>The memory for the record of a device may be missing, or not: both are tried.</summary>
public sealed class AuxNoMemoryScenario : AuxDomainScenario
{
    /// <inheritdoc/>
    public override string Name => "aux-no-memory";

    /// <inheritdoc/>
    public override string Summary => "there may be no memory for the record of a device";

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [new("AUX-23", "ErrnoFaithful")];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        AuxSetting setting = new(builder, new()
        {
            Devices = AuxSettingOptions.Plain(1),
            Domains = [domain => domain with { RecordsMayFail = true }],
        });
        setting.AddClient(setting.Attach(0, 0), setting.Detach(0, 0));
        setting.ClaimAll();
    }
}
