using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Endpoints;

/// <summary>One thing that a device that faults does.</summary>
public abstract record EndpointAction
{
    private EndpointAction()
    {
    }

    /// <summary>Raises a fault, or several one after the other, each a page further.</summary>
    /// <param name="Record">The first fault.</param>
    /// <param name="Times">How many.</param>
    public sealed record Raise(FaultRecord Record, int Times = 1) : EndpointAction;

    /// <summary>Reads memory; where there is no translation it asks for the page, and tries again.</summary>
    /// <param name="Unit">The IOMMU unit.</param>
    /// <param name="Pasid">The tag.</param>
    /// <param name="Address">The address.</param>
    /// <param name="Group">The group of its page request.</param>
    /// <param name="Attempts">How often it asks before it gives up.</param>
    public sealed record Dma(ActorId Unit, Pasid Pasid, Iova Address, PageGroup Group, int Attempts = 1)
        : EndpointAction;
}
