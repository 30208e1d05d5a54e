using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>A call that waits for the container's lock, or has it. What a kind does not need is 0.</summary>
/// <param name="Client">Who is answered.</param>
/// <param name="Operation">Which operation it serves.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Modes">Flags, or the one number of the call.</param>
/// <param name="Iova">Where the range starts.</param>
/// <param name="Size">Its length, in bytes or pages.</param>
/// <param name="Third">The vaddr of a map, the bytes of a bitmap.</param>
/// <param name="Group">The group of a pin.</param>
/// <param name="Process">The caller.</param>
public readonly record struct ContainerRequest(
    ActorId Client, OperationId Operation, RequestKind Kind, int Modes, ulong Iova, ulong Size, ulong Third,
    ActorId Group, ProcessId Process);
