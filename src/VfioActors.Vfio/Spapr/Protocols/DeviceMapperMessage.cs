using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Protocols;

/// <summary>What a thread hears that maps memory of a device into a process.</summary>
public static class DeviceMapperMessage
{
    /// <summary>
    /// Maps the memory: the lock of the memory is held, and regions are looked through for the device.
    /// </summary>
    /// <remarks>Answer: <see cref="Done"/>. Source: mmap of a vfio device with memory, Linux 5.0.</remarks>
    public readonly record struct Map : IMessage;

    /// <summary>Answers <see cref="Map"/>.</summary>
    public readonly record struct Done(Errno Error) : IMessage;
}
