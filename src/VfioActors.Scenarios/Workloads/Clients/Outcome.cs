using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>What came of one operation.</summary>
/// <param name="Error">Why it was refused; none when it succeeded.</param>
/// <param name="Owner">For a DMA: whose tables were walked.</param>
/// <param name="Value">For a DMA the page, for GETPASID and a bind the PASID, else 0.</param>
public readonly record struct Outcome(Errno Error, ActorId Owner, long Value);
