namespace VfioActors.Hosting.Topologies;

/// <summary>
/// A device with an IOMMU in front. Behind a unit of tables by PASID it is a device of that unit, else an actor: its
/// group, the file of which is open.
/// </summary>
/// <param name="Unit">The name of the unit.</param>
public sealed record DeviceDeclaration(string Unit)
{
    /// <summary>The container that its group is in from the start; null for none.</summary>
    public string? Container { get; init; }
}
