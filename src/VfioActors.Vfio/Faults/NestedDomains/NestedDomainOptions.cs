using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.NestedDomains;

/// <summary>What an address space with two stages is like.</summary>
public sealed record NestedDomainOptions
{
    /// <summary>The IOMMU unit of its devices.</summary>
    public required ActorId Unit { get; init; }

    /// <summary>The unit's fault handler.</summary>
    public required ActorId Reporter { get; init; }

    /// <summary>Which guest pages lead to a page of the user from the beginning: those with lower numbers.</summary>
    public int Pages { get; init; }

    /// <summary>The first of the user's pages.</summary>
    public Pfn FirstPage { get; init; } = new(1);

    /// <summary>The level of the table that its entries point to.</summary>
    public int RootLevel { get; init; } = 4;
}
