using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.Iommufd;

/// <summary>A call that is not answered.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="First">The object.</param>
/// <param name="Second">Another.</param>
/// <param name="Detail">A number: for the guest, a page, whether a length is right.</param>
/// <param name="Serial">The memory of the first object.</param>
public readonly record struct IommufdCall(
    PendingCall Call, IommufdCallKind Kind, ObjectId First, ObjectId Second, int Detail, int Serial);
