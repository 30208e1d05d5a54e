using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>What the parts of a fault queue have beside what every part has.</summary>
/// <param name="Part">What every part has.</param>
/// <param name="Device">The number of the device, which a player need not know.</param>
/// <param name="Queue">The fault queue.</param>
/// <param name="Interrupts">The device's interrupts.</param>
/// <param name="Reporter">The fault handler of the IOMMU unit.</param>
internal sealed record FaultPartOptions(
    PartOptions Part, DeviceId Device, ActorId Queue, ActorId Interrupts, ActorId Reporter);
