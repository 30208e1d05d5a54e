using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>
/// What a container leaves to itself: a call that gave the lock back half-way waits for it again. Never sent.
/// </summary>
public static class ContainerCall
{
    /// <summary>An unmap goes on after the drivers were told.</summary>
    /// <param name="Slot">Where the unmap is kept.</param>
    public readonly record struct ResumeUnmap(int Slot) : IMessage;

    /// <summary>An access goes on with its next chunk.</summary>
    /// <param name="Lease">Which.</param>
    public readonly record struct NextChunk(int Lease) : IMessage;

    /// <summary>With a defect: a pin that slept starts again; its list is there already.</summary>
    /// <param name="Pin">The call, which has no further entry.</param>
    /// <param name="MappingWent">1 when the mapping that it looked at went meanwhile.</param>
    /// <param name="Reserved">Always 0: no gaps.</param>
    public readonly record struct PinAgain(ContainerMessage.Pin Pin, int MappingWent, int Reserved) : IMessage;
}
