using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.AtRest;
using VfioActors.Scenarios.AuxDomains;
using VfioActors.Scenarios.Invariants;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>The aux-domains of one storm.</summary>
internal sealed class AuxStormActors(AuxSetting setting) : StormActors
{
    private const int Pages = 16;

    /// <inheritdoc/>
    public override IReadOnlyList<(StormWorkload Workload, int Share)> Workloads { get; } =
    [
        (new AttachWorkload(setting.Domains, setting.UnitOfDevice.Count), 5),
        (new ProbeWorkload(setting.UnitOfDevice, setting.Domains.Count, Pages), 2),
        (new MapWorkload(setting.Domains, Pages), 2),
        (new PasidWorkload(setting.Domains), 1),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Property> Claims(IReadOnlyList<ActorId> clients, Func<string, int> placeOf)
    {
        var actors = setting.Actors with { StormClients = clients, AttachPlace = placeOf("attach") };
        return
        [
            .. AuxClaims.Of(actors).Where(claim => claim is not ErrnoFaithful),
            new StormErrnoFaithful(), new NothingLost(actors),
        ];
    }
}
