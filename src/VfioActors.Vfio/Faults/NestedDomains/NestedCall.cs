using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.NestedDomains;

/// <summary>A call of an address space that is not answered.</summary>
/// <param name="Client">Who is answered.</param>
/// <param name="Place">The device and the PASID that it is about.</param>
/// <param name="Other">Who takes its place; nobody when nobody does.</param>
public readonly record struct NestedCall(ActorId Client, GroupKey Place, ActorId Other);
