using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.Endpoints;

/// <summary>What a device waits for.</summary>
/// <param name="Done">How many faults of a series are over, or how many pages were asked for.</param>
/// <param name="IsRaised">1 when its fault was handed over.</param>
/// <param name="IsAnswered">1 when its page request was answered.</param>
/// <param name="Code">With what.</param>
public readonly record struct EndpointWait(int Done, int IsRaised, int IsAnswered, ResponseCode Code);
