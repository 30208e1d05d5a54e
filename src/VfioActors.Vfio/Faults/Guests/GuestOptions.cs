using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Guests;

/// <summary>What a guest with an IOMMU of its own is like.</summary>
public sealed record GuestOptions
{
    /// <summary>Who shows it the requests, and passes its answers on.</summary>
    public required ActorId Vmm { get; init; }

    /// <summary>The tables of each PASID, by its number; nobody where it has none.</summary>
    public required IReadOnlyList<ActorId> Domains { get; init; }

    /// <summary>Whether it gets to a request some time later.</summary>
    public bool Late { get; init; }

    internal ActorId DomainOf(Pasid pasid) => pasid.Value < Domains.Count ? Domains[pasid.Value] : ActorId.Nobody;
}
