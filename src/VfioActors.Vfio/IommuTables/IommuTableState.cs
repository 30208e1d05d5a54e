using VfioActors.Behaviors;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuTables;

/// <summary>
/// What an IOMMU with second-level tables owns: domains, the groups in them, what they map, what is cached.
/// </summary>
public sealed class IommuTableState : State
{
    internal IommuTableState(Journal journal, IommuTableOptions options)
        : base(journal)
    {
        Domains = SortedMap<DomainId, ActorId>(options.DomainsMax);
        Groups = SortedMap<ActorId, DomainId>(options.DomainsMax * 4);
        Tables = new(this, options.RunsMax);
        Cache = new(this, options.RunsMax);
        foreach (var (group, domain, container) in options.StartsWith)
        {
            Groups[group] = domain;
            Domains[domain] = container;
        }
    }

    /// <summary>The domains, each with its container.</summary>
    public SortedMap<DomainId, ActorId> Domains { get; }

    /// <summary>The groups that are in a domain.</summary>
    public SortedMap<ActorId, DomainId> Groups { get; }

    /// <summary>What the domains map: a space for each.</summary>
    public RunMap<TableRun> Tables { get; }

    /// <summary>The IOTLB: translations that were used and not flushed since.</summary>
    public RunMap<TableRun> Cache { get; }

    /// <summary>What the tables say of an address of a group; none when nothing.</summary>
    public Pfn PageAt(ActorId group, Iova iova)
    {
        if (!Groups.TryGet(group, out var domain)) { return Pfn.None; }
        return Tables.TryFrom(domain.Value, iova.Page, out var run) ? new(run.First) : Pfn.None;
    }
}
