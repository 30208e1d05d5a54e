using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Spapr.Settings;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Storms;

/// <summary>
/// sPAPR containers in a storm: clients register and unregister regions of one memory, lead entries there, and make
/// hypercalls of a guest that has the window of the first container.
/// </summary>
/// <remarks>
/// Nothing fails here by chance. As in the kernel, a registration that finds no memory for its record gives the region
/// back, and nobody hears that an entry that leads there meanwhile keeps it (tce_iommu_register_pages); and an entry
/// that the hardware does not empty stays.
/// </remarks>
public sealed class SpaprStormSubsystem : StormSubsystemOf<SpaprSetting>
{
    /// <summary>The parameter that says how many containers there are.</summary>
    private const string Containers = "spapr";

    /// <summary>The parameter of those that no machine has beside these.</summary>
    private const string OtherContainers = "containers";

    private const int Most = 8;
    private const int InFlightMost = 1024;
    private const int Entries = 16;
    private const int Regions = 8;

    /// <summary>Not all regions fit the limit: it is hit.</summary>
    private const int RegionsOfLimit = 6;

    private static readonly Vaddr Start = SpaprRequests.At(0);

    /// <inheritdoc/>
    public override IReadOnlyList<StormCount> Counts { get; } =
    [
        new(ScenarioParameter.Number(Containers, "how many sPAPR containers on one memory; 0 for none", 0, 0, Most),
            "how many sPAPR containers, all on one memory", 0),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<StormOperation<SpaprSetting>> Repertoire { get; } =
    [
        new(RegionWorkload.Word, 3, setting => new RegionWorkload(setting.Containers, Start, Regions)),
        new(TceMapWorkload.Word, 4, setting => new TceMapWorkload(
            setting.Containers, Start, Entries, Regions * RegionWorkload.PagesOfRegion)),
        new(HypercallWorkload.Word, 3, setting => new HypercallWorkload(
            setting.Hypervisor, Start, Entries, Regions * RegionWorkload.PagesOfRegion)),
    ];

    /// <inheritdoc/>
    protected override SpaprSetting SettingOf(ScenarioBuilder builder, long inFlight)
    {
        if (builder.Number(OtherContainers) > 0)
        {
            throw new ArgumentException("a machine has type1 containers or sPAPR ones, not both");
        }

        if (inFlight > InFlightMost)
        {
            throw new ArgumentException(
                $"clients times window is {inFlight}; with sPAPR containers at most {InFlightMost} is accepted");
        }

        SpaprSetting setting = new(builder, new()
        {
            Unit = "spapr-iommu",
            Containers = [.. Enumerable.Repeat(SpaprBox.Second, builder.Number(Containers))],
            Entries = Entries,
            Pages = Regions * RegionWorkload.PagesOfRegion,
            Limit = (ulong)(RegionsOfLimit * RegionWorkload.PagesOfRegion),
            HasHypervisor = true,
        });
        setting.ClaimAll();
        return setting;
    }

    /// <inheritdoc/>
    protected override IEnumerable<Property> Claims(
        SpaprSetting setting, IReadOnlyList<ActorId> clients, Func<string, int> placeOf) =>
        [new NothingRegistered(setting.Actors)];
}
