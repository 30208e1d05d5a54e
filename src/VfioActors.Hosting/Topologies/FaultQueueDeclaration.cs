namespace VfioActors.Hosting.Topologies;

/// <summary>The fault queue of a device, closed at the start.</summary>
public sealed record FaultQueueDeclaration
{
    /// <summary>How many slots its ring has, 2 to 4096; one always stays empty.</summary>
    public int Records { get; init; } = 512;

    /// <summary>Whether its ring can be mapped.</summary>
    public bool Mappable { get; init; } = true;
}
