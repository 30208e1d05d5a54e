using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>What a device is working at, by its driver's accesses.</summary>
/// <param name="Client">Who is answered.</param>
/// <param name="Operation">Which operation it serves.</param>
/// <param name="Iova">The address of the next access.</param>
/// <param name="Length">Bytes of each access.</param>
/// <param name="Moved">Bytes so far.</param>
/// <param name="Left">How many accesses are to come.</param>
/// <param name="Modes">How they access.</param>
/// <param name="Value">The byte that is written.</param>
/// <param name="Stage">What it waits for.</param>
public readonly record struct DeviceJob(
    ActorId Client, OperationId Operation, Iova Iova, ByteCount Length, ByteCount Moved, int Left, AccessModes Modes,
    int Value, DeviceJobStage Stage);
