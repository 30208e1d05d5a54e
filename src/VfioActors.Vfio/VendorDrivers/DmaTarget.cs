using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>Where a guest told its device to work: the trapped register, and what is beside it.</summary>
/// <param name="Iova">What the guest wrote to the register.</param>
/// <param name="Buffer">Where the guest has the buffer in its own memory.</param>
public readonly record struct DmaTarget(Iova Iova, GuestAddress Buffer);
