using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What a device hears that can be reset and that caches translations (ATS).</summary>
public static class ResettableMessage
{
    /// <summary>A reset begins: the device ignores what it is sent. Answered by Call.Returned.</summary>
    public readonly record struct BeginReset : IMessage;

    /// <summary>The reset has come to its end. Answered by Call.Returned.</summary>
    public readonly record struct EndReset : IMessage;

    /// <summary>An IOMMU invalidates what is cached under a tag. Answer: <see cref="Invalidated"/>.</summary>
    public readonly record struct Invalidate(Pasid Pasid) : IMessage;

    /// <summary>Nothing is cached any more, or the wait for the device has timed out.</summary>
    public readonly record struct Invalidated : IMessage;
}
