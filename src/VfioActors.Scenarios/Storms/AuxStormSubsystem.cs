using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.Storms;

/// <summary>Aux-domains in a storm: domains, units and devices for clients to attach, map and probe.</summary>
public sealed class AuxStormSubsystem : StormSubsystem
{
    private const int DevicesOfUnit = 64;
    private const int RequestsMax = 64;

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("devices", $"how many devices, up to {DevicesOfUnit} on a unit", 2, 1, 1_000_000),
        ScenarioParameter.Number("domains", "how many aux-domains", 1, 1, 64),
        ScenarioParameter.Number("ndoms", "how many domain ids a unit has; too few make attaches fail", 32, 1, 32),
        ScenarioParameter.Number("pasids", "how many entries the table of a device has", 1024, 2, 1024),
        ScenarioParameter.Number("failures", "1 when memory may be missing, which the host decides", 0, 0, 1),
    ];

    /// <inheritdoc/>
    public override StormActors Build(ScenarioBuilder builder, long inFlight) => new AuxStormActors(SettingOf(builder));

    /// <summary>The actors beside the clients, as the parameters say.</summary>
    internal static AuxSetting SettingOf(ScenarioBuilder builder)
    {
        var devices = builder.Number("devices");
        var pasids = builder.Number("pasids");
        var mayFail = builder.Number("failures") == 1;
        return new(builder, new()
        {
            Devices = [.. AuxSettingOptions.Plain(devices).Select(device => device with { PasidsMax = pasids })],
            UnitOfDevice = [.. Enumerable.Range(0, devices).Select(device => device / DevicesOfUnit)],
            Units = [.. Enumerable.Repeat(UnitOf(builder.Number("ndoms")), (devices - 1) / DevicesOfUnit + 1)],
            Domains =
            [
                .. Enumerable.Repeat(DomainOf(mayFail), builder.Number("domains")),
            ],
        });
    }

    private static Func<AuxDomainOptions, AuxDomainOptions> DomainOf(bool recordsMayFail) =>
        usual => usual with { RecordsMayFail = recordsMayFail, RequestsMax = RequestsMax };

    private static Func<IommuUnitOptions, IommuUnitOptions> UnitOf(int domainIds) =>
        usual => usual with { DomainIdsMax = domainIds };
}
