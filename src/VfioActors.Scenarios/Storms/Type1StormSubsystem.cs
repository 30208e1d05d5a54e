using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Storms;

/// <summary>
/// Type1 containers in a storm: clients map and unmap one memory, and make vendor drivers pin and unpin it. Every
/// container has emulated groups; every second one has a group with an IOMMU behind it too. Further groups, with and
/// without an IOMMU, are in no container: clients put them in and take them out.
/// </summary>
public sealed class Type1StormSubsystem : StormSubsystem
{
    /// <summary>The parameter that says how many containers there are.</summary>
    public const string Containers = "containers";

    /// <summary>How many drivers each container has.</summary>
    internal const int DriversOfContainer = 2;

    /// <summary>Drivers are never sent away, so that no more may be asked of them than they can remember.</summary>
    private const int InFlightMost = 4096;

    /// <summary>So many groups more than containers are in none at the start: there is one of each sort.</summary>
    private const int SparesMore = 2;

    /// <summary>Emulated; backed, of the kind of those that stay, whose domain they share; of another kind.</summary>
    private const int SortsOfSpares = 3;

    private const int RequestsMax = 64;
    private const int Slots = 16;
    private const int Most = 32;

    /// <summary>So many pages of each container fit the limit, not all that can be mapped: it is hit.</summary>
    private const int LockedOfContainer = 16;

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Number(Containers, "how many type1 containers on one memory; 0 for none", 0, 0, Most)];

    /// <inheritdoc/>
    public override StormActors Build(ScenarioBuilder builder, long inFlight)
    {
        var containers = builder.Number(Containers);
        if (containers == 0) { return new EmptyStormActors(); }
        return inFlight <= InFlightMost
            ? new Type1StormActors(SettingOf(builder, containers), Slots)
            : throw new ArgumentException(
                $"clients times window is {inFlight}; with containers at most {InFlightMost} is accepted");
    }

    private static Type1Setting SettingOf(ScenarioBuilder builder, int containers)
    {
        var mayFail = builder.Number("failures") == 1;
        return new(builder, new()
        {
            Tables = "type1-iommu",
            Groups =
            [
                .. Enumerable.Range(0, containers).SelectMany(GroupsOf),
                .. Enumerable.Range(0, containers + SparesMore).Select(spare => SpareOf(containers, spare)),
            ],
            Containers = containers,
            Pages = Slots * DmaMapWorkload.PagesOfSlot,
            Limit = (ulong)(LockedOfContainer * containers),
            Container = usual => usual with { RequestsMax = RequestsMax, RecordsMayFail = mayFail },
        });
    }

    private static IEnumerable<Type1Group> GroupsOf(int container)
    {
        for (var driver = 0; driver < DriversOfContainer; driver++)
        {
            var number = (container * DriversOfContainer) + driver;
            yield return Type1SettingOptions.Emulated with { Name = $"m{number}", Container = container };
        }

        if (container % 2 == 0) { yield break; }
        yield return Type1SettingOptions.Backed with { Name = $"p{container}", Container = container };
    }

    /// <summary>A group that is nowhere; two kinds of IOMMU-backed ones never share a domain.</summary>
    private static Type1Group SpareOf(int containers, int spare)
    {
        var sort = spare % SortsOfSpares;
        return sort == 0
            ? Type1SettingOptions.Emulated with
            {
                Name = $"m{(containers * DriversOfContainer) + spare}",
                Container = -1,
                HasDriver = false,
                IsOpen = false,
            }
            : Type1SettingOptions.Outside with
            {
                Name = $"p{containers + spare}",
                Options = usual => usual with { DomainKind = sort - 1 },
            };
    }
}
