using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Claims;
using VfioActors.Scenarios.AuxDomains.Settings;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Storms;

/// <summary>Aux-domains in a storm: domains, units and devices for clients to attach, map and probe.</summary>
public sealed class AuxStormSubsystem : StormSubsystemOf<AuxSetting>
{
    private const int DevicesOfUnit = 64;
    private const int RequestsMax = 64;
    private const int Pages = 16;

    /// <inheritdoc/>
    public override IReadOnlyList<StormCount> Counts { get; } =
    [
        new(ScenarioParameter.Number(
            "devices", $"how many devices, up to {DevicesOfUnit} on a unit", 2, 1, 1_000_000), "how many devices", 16),
        new(ScenarioParameter.Number("domains", "how many aux-domains", 1, 1, 64), "how many aux-domains", 16),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Others =>
    [
        ScenarioParameter.Number("ndoms", "how many domain ids a unit has; too few make attaches fail", 32, 1, 32),
        ScenarioParameter.Number("pasids", "how many entries the table of a device has", 1024, 2, 1024),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<StormOperation<AuxSetting>> Repertoire { get; } =
    [
        new(AttachWorkload.Word, 5, setting => new AttachWorkload(setting.Domains, setting.UnitOfDevice.Count)),
        new(ProbeWorkload.Word, 2, setting => new ProbeWorkload(setting.UnitOfDevice, setting.Domains.Count, Pages)),
        new(MapWorkload.Word, 2, setting => new MapWorkload(setting.Domains, Pages)),
        new(PasidWorkload.Word, 1, setting => new PasidWorkload(setting.Domains)),
    ];

    /// <summary>The actors beside the clients, as the parameters say.</summary>
    internal static AuxSetting SettingOf(ScenarioBuilder builder)
    {
        var devices = builder.Number("devices");
        var pasids = builder.Number("pasids");
        var mayFail = MayFail(builder);
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

    /// <inheritdoc/>
    protected override AuxSetting SettingOf(ScenarioBuilder builder, long inFlight) => SettingOf(builder);

    /// <inheritdoc/>
    protected override IEnumerable<Property> Claims(
        AuxSetting setting, IReadOnlyList<ActorId> clients, Func<string, int> placeOf)
    {
        var actors = setting.Actors with { StormClients = clients, AttachPlace = placeOf(AttachWorkload.Word) };
        return
        [
            .. AuxClaims.Of(actors).Where(claim => claim is not ErrnoFaithful),
            new StormErrnoFaithful(), new NothingLost(actors),
        ];
    }

    private static Func<AuxDomainOptions, AuxDomainOptions> DomainOf(bool recordsMayFail) =>
        usual => usual with { RecordsMayFail = recordsMayFail, RequestsMax = RequestsMax };

    private static Func<IommuUnitOptions, IommuUnitOptions> UnitOf(int domainIds) =>
        usual => usual with { DomainIdsMax = domainIds };
}
