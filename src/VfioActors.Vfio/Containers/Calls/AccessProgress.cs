using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>
/// How far an access by IOVA has come. While it is here it has a lease on the mapping in hand: that mapping stays.
/// </summary>
/// <param name="Client">The driver.</param>
/// <param name="Operation">The operation that it serves.</param>
/// <param name="Call">What the driver asks.</param>
/// <param name="At">The mapping in hand; before there is one, what none is.</param>
/// <param name="Done">How many bytes of the chunks before were moved.</param>
/// <param name="Count">How many bytes the chunk in hand has.</param>
/// <param name="Marks">What else is to be remembered.</param>
public readonly record struct AccessProgress(
    ActorId Client, OperationId Operation, ContainerMessage.Access Call, MappingKey At, ByteCount Done, ByteCount Count,
    AccessMarks Marks)
{
    /// <summary>No mapping starts at the last byte of all.</summary>
    internal static MappingKey Nowhere => Iova.Highest;

    /// <summary>Whether memory is written.</summary>
    public bool Writes => Call.Modes.HasFlag(AccessModes.Write);

    /// <summary>The address at which the chunk in hand starts; it may have wrapped.</summary>
    public Iova Iova => Call.Iova.Plus(Done);
}
