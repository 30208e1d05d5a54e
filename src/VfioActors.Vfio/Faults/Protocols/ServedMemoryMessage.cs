using VfioActors.Behaviors;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>What memory hears that a device of the same queue must provide.</summary>
public static class ServedMemoryMessage
{
    /// <summary>Somebody writes to its page; answered by PageFaultQueue.Touched when the page is there.</summary>
    public readonly record struct Touch : IMessage;
}
