using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>That a domain is on a device.</summary>
/// <param name="Count">How many attaches of this device were not yet taken back, from 1: the kernel's users.</param>
/// <param name="Pasid">The id whose entry was written.</param>
/// <param name="RootLevel">The level of the domain's table that the entry points to.</param>
public readonly record struct DeviceUse(int Count, Pasid Pasid, int RootLevel);
