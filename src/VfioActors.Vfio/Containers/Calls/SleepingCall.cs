using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Containers.Mappings;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>With a defect: a call that sleeps without the lock until another wakes it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Looked">The mapping that it looked at.</param>
/// <param name="IsSameMapping">1 while that mapping is still the one that was there.</param>
public readonly record struct SleepingCall(KeptMessage Call, MappingKey Looked, long IsSameMapping);
