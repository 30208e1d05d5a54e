using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>What a guest with an IOMMU of its own hears.</summary>
public static class GuestMessage
{
    /// <summary>The guest's IOMMU shows a page request; answered by FaultUser.GuestAnswers.</summary>
    /// <param name="Address">The address.</param>
    /// <param name="Device">Whose request it is.</param>
    /// <param name="Generation">In which opening it was read.</param>
    /// <param name="Pasid">The tag.</param>
    /// <param name="Group">The group.</param>
    public readonly record struct Inject(
        Iova Address, DeviceId Device, Generation Generation, Pasid Pasid, PageGroup Group) : IMessage;

    /// <summary>To itself by a timer: the guest gets to a request when it gets to it.</summary>
    public readonly record struct Handle(GroupKey Request) : IMessage;

    /// <summary>Its table has the entry that it wrote.</summary>
    public readonly record struct Written(Iova Address) : IMessage;
}
