using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuTables;

/// <summary>What an IOMMU with second-level tables is like.</summary>
public sealed record IommuTableOptions
{
    /// <summary>The groups that are in a domain of a container from the start.</summary>
    public IReadOnlyList<(ActorId Group, DomainId Domain, ActorId Container)> StartsWith { get; init; } = [];

    /// <summary>The names of groups in notes.</summary>
    public Func<ActorId, string> NameOf { get; init; } = group => group.ToString();

    /// <summary>How many domains there may be at once; one more is EIO.</summary>
    public int DomainsMax { get; init; } = 64;

    /// <summary>The last page that the tables have room for.</summary>
    public PageIndex LastPage { get; init; } = Iova.Highest.Page;

    /// <summary>How many runs of pages the tables may hold; one more is ENOMEM.</summary>
    public int RunsMax { get; init; } = 1 << 20;
}
