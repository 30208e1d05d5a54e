using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>
/// A request that a domain has heard and not yet answered: what the kernel keeps on the caller's stack.
/// </summary>
/// <param name="Client">Who asked.</param>
/// <param name="Kind">For what.</param>
/// <param name="Device">The device that it is about.</param>
/// <param name="Pasid">
/// While the entry is written: the id it is written for. With defects that read the id too early: what they read.
/// </param>
/// <param name="PasidsMax">The size of the device's table, once the unit has told; 0 before.</param>
/// <param name="RootLevel">
/// The level of the table that the entry shall point to; for an unmap, how many units still flush.
/// </param>
public readonly record struct AuxRequest(
    ActorId Client, AuxRequestKind Kind, DeviceId Device, Pasid Pasid, int PasidsMax, int RootLevel);
