using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Spapr;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>
/// sPAPR containers in a storm: clients register and unregister regions of one memory, lead entries there, and make
/// hypercalls of a guest that has the window of the first container.
/// </summary>
/// <remarks>
/// Nothing fails here by chance. As in the kernel, a registration that finds no memory for its record gives the region
/// back, and nobody hears that an entry that leads there meanwhile keeps it (tce_iommu_register_pages); and an entry
/// that the hardware does not empty stays.
/// </remarks>
public sealed class SpaprStormSubsystem : StormSubsystem
{
    /// <summary>The parameter that says how many containers there are.</summary>
    public const string Containers = "spapr";

    private const int Most = 8;
    private const int InFlightMost = 1024;
    private const int Entries = 16;
    private const int Regions = 8;

    /// <summary>Not all regions fit the limit: it is hit.</summary>
    private const int RegionsOfLimit = 6;

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Number(Containers, "how many sPAPR containers on one memory; 0 for none", 0, 0, Most)];

    /// <inheritdoc/>
    public override StormActors Build(ScenarioBuilder builder, long inFlight)
    {
        var containers = builder.Number(Containers);
        if (containers == 0) { return new EmptyStormActors(); }
        if (builder.Number(Type1StormSubsystem.Containers) > 0)
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
            Containers = [.. Enumerable.Repeat(SpaprBox.Second, containers)],
            Entries = Entries,
            Pages = Regions * RegionWorkload.PagesOfRegion,
            Limit = (ulong)(RegionsOfLimit * RegionWorkload.PagesOfRegion),
            HasHypervisor = true,
        });
        setting.ClaimAll();
        return new SpaprStormActors(setting, Entries, Regions);
    }
}
