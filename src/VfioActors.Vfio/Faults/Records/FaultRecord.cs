using System.Runtime.InteropServices;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Records;

/// <summary>One fault, as a device raises it and as the ring keeps it.</summary>
/// <param name="Kind">Unrecoverable, or a page request.</param>
/// <param name="Flags">Which fields mean something.</param>
/// <param name="Access">What the device tried.</param>
/// <param name="Reason">Why it is unrecoverable.</param>
/// <param name="Pasid">The tag of the access.</param>
/// <param name="Group">The group of a page request.</param>
/// <param name="Address">The address.</param>
/// <param name="Detail">
/// Where tables were fetched, for an unrecoverable fault; the IOMMU's own data, for a page request.
/// </param>
/// <remarks>
/// Source: struct iommu_fault, include/uapi/linux/iommu.h, Linux 5.3. Differs: the second word of private data is
/// always 0; in memory it is packed, so that it travels in one message. How a user reads it: <see cref="RecordBytes"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct FaultRecord(
    FaultKind Kind,
    FaultFlags Flags,
    FaultAccess Access,
    FaultReason Reason,
    Pasid Pasid,
    PageGroup Group,
    Iova Address,
    MemoryWord Detail)
{
    /// <summary>Whether a device waits for an answer because of this record.</summary>
    public bool AwaitsAnswer => Kind == FaultKind.PageRequest && Flags.HasFlag(FaultFlags.LastPage);

    /// <summary>An access that could not be translated.</summary>
    public static FaultRecord Unrecoverable(Iova address, Pasid pasid = default) =>
        new(FaultKind.Unrecoverable, FaultFlags.AddressValid | PasidFlag(pasid), FaultAccess.Read,
            FaultReason.PageEntryFetch, pasid, default, address, default);

    /// <summary>A request for a page, the last of its group.</summary>
    public static FaultRecord PageRequest(Iova address, PageGroup group, Pasid pasid = default) =>
        new(FaultKind.PageRequest,
            FaultFlags.LastPage | PasidFlag(pasid) | (pasid.IsSome ? FaultFlags.ResponseNeedsPasid : FaultFlags.None),
            FaultAccess.Read, FaultReason.Unknown, pasid, group, address, default);

    private static FaultFlags PasidFlag(Pasid pasid) => pasid.IsSome ? FaultFlags.PasidValid : FaultFlags.None;
}
