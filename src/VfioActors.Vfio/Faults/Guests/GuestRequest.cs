using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Guests;

/// <summary>A page request that a guest has not answered.</summary>
/// <param name="Address">The address.</param>
/// <param name="Generation">In which opening it was read.</param>
/// <param name="IsMapping">1 when the guest is writing the entry for it.</param>
public readonly record struct GuestRequest(Iova Address, Generation Generation, int IsMapping);
