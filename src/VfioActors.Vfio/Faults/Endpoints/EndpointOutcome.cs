using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Endpoints;

/// <summary>What came of one thing that a device did.</summary>
/// <param name="Page">The page that was read; none of a fault.</param>
/// <param name="Error">Why the last fault was refused, or the access failed.</param>
/// <param name="Code">The last answer to a page request.</param>
public readonly record struct EndpointOutcome(Pfn Page, Errno Error, ResponseCode Code);
