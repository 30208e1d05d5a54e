using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Protocols;

/// <summary>What an IOMMU unit hears from domains, drivers and devices, and what it answers.</summary>
public static class IommuUnitMessage
{
    /// <summary>A driver switches a feature of its device on.</summary>
    /// <remarks>
    /// Answer: <see cref="Answered"/>. ENODEV: another feature than the one for several address spaces, or the device's
    /// PASIDs cannot be switched on. EINVAL: no such device here, or the unit is not in scalable mode.
    /// Source: intel_iommu_dev_enable_feat, drivers/iommu/intel-iommu.c, Linux 5.2.
    /// </remarks>
    public readonly record struct Enable(DeviceId Device, DeviceFeature Feature) : IMessage;

    /// <summary>A driver switches the feature for several address spaces off.</summary>
    /// <remarks>
    /// Answer: <see cref="Answered"/>. EBUSY: an address space is on the device.
    /// Source: intel_iommu_disable_auxd, Linux 5.2. Differs: there it always succeeds, which is AUX-15.
    /// </remarks>
    public readonly record struct Disable(DeviceId Device) : IMessage;

    /// <summary>The device goes away: its record and its PASID table are freed.</summary>
    /// <remarks>
    /// Answer: <see cref="Answered"/>. EBUSY: an address space is on the device. ENODEV: it is gone already.
    /// Source: dmar_remove_one_dev_info, Linux 5.2. Differs: there nobody is asked, which is AUX-21.
    /// </remarks>
    public readonly record struct Remove(DeviceId Device) : IMessage;

    /// <summary>A driver tells its device which id to tag its DMA with.</summary>
    /// <remarks>Answer: <see cref="Answered"/>, always success: the hardware cannot know.</remarks>
    public readonly record struct Program(DeviceId Device, Pasid Pasid) : IMessage;

    /// <summary>A device reads memory.</summary>
    /// <param name="Device">Which.</param>
    /// <param name="Pasid">The tag; none for the id that the device was programmed with.</param>
    /// <param name="Iova">The address.</param>
    /// <remarks>Answer: <see cref="Read"/>.</remarks>
    public readonly record struct Dma(DeviceId Device, Pasid Pasid, Iova Iova) : IMessage;

    /// <summary>
    /// Answers <see cref="Enable"/>, <see cref="Disable"/>, <see cref="Remove"/> and <see cref="Program"/>.
    /// </summary>
    public readonly record struct Answered(Errno Error) : IMessage;

    /// <summary>Answers <see cref="Dma"/>.</summary>
    /// <param name="Error">EFAULT: the unit refused the access.</param>
    /// <param name="Owner">Whose tables were walked, or whose walk was cached.</param>
    /// <param name="Pfn">The page that was read; none for a process, whose tables are not modelled.</param>
    public readonly record struct Read(Errno Error, ActorId Owner, Pfn Pfn) : IMessage;

    /// <summary>A domain asks whether it may come on a device.</summary>
    /// <param name="Stage">Second level, or nested.</param>
    /// <param name="AddressBits">How many bits the highest address has that the domain maps.</param>
    /// <param name="Pasid">The id that it would come under; none when it has none yet.</param>
    /// <remarks>
    /// Answer: <see cref="Prepared"/>. In this order: EPERM, the device is unknown or its feature is off; ENODEV, no
    /// unit covers it; EINVAL, nesting is asked for and the unit has none; EFAULT, the unit is too narrow; ENODEV, the
    /// id does not fit the device's table.
    /// Source: is_aux_domain and prepare_domain_attach_device, drivers/iommu/intel-iommu.c, Linux 5.2 and 5.8. Differs:
    /// the id is looked at before anything is taken.
    /// </remarks>
    public readonly record struct Prepare(DeviceId Device, TranslationStage Stage, int AddressBits, Pasid Pasid)
        : IMessage;

    /// <summary>Answers <see cref="Prepare"/>.</summary>
    /// <param name="Error">Why not.</param>
    /// <param name="PasidsMax">The size of the device's table: ids below it fit.</param>
    /// <param name="Levels">How many levels the unit walks.</param>
    /// <param name="Width">How wide its addresses are, in bits.</param>
    public readonly record struct Prepared(Errno Error, int PasidsMax, int Levels, int Width) : IMessage;

    /// <summary>
    /// Writes an entry that points to the sender's tables, and takes a domain id for it when it is the first.
    /// </summary>
    /// <param name="RootLevel">The level of the table that the entry is to point to.</param>
    /// <remarks>
    /// Answer: <see cref="EntrySet"/>. In this order: ENODEV, the device is gone; EPERM, its feature is off; ENOSPC, no
    /// domain id is left; EINVAL, the unit translates no such tables, or they have too few levels; ENODEV, the id is
    /// outside the device's table or there is no memory for the page; EBUSY, the entry is present for somebody else. An
    /// entry that is present for the sender is written again and counted. A refusal changes nothing.
    /// Source: domain_attach_iommu and intel_pasid_setup_second_level, Linux 5.2. Differs: both are one step; the
    /// device is looked at again; EBUSY came for these entries in Linux 5.19.
    /// </remarks>
    public readonly record struct SetEntry(DeviceId Device, Pasid Pasid, int RootLevel, TranslationStage Stage)
        : IMessage;

    /// <summary>Answers <see cref="SetEntry"/>.</summary>
    public readonly record struct EntrySet(Errno Error) : IMessage;

    /// <summary>
    /// Clears an entry, flushes every cache of it, and gives the domain id back when it was the last.
    /// </summary>
    /// <remarks>
    /// Answer: <see cref="EntryCleared"/>, when no cache holds anything of it any more. ENODEV: the device is gone.
    /// EPERM: its feature is off, and nothing was undone. EFAULT: the kernel would have died.
    /// Source: intel_pasid_tear_down_entry and domain_detach_iommu, Linux 5.2. Differs: an absent entry is not flushed.
    /// </remarks>
    public readonly record struct ClearEntry(DeviceId Device, Pasid Pasid, TranslationStage Stage) : IMessage;

    /// <summary>Answers <see cref="ClearEntry"/>.</summary>
    public readonly record struct EntryCleared(Errno Error) : IMessage;

    /// <summary>A domain asks to become a device's primary domain.</summary>
    /// <remarks>
    /// Answer: <see cref="PrimaryAttached"/>. ENODEV: no such device. EPERM: firmware reserves memory for it, or an
    /// address space is on it by PASID.
    /// Source: intel_iommu_attach_device, Linux 5.2. Differs: there an enabled device is refused with nothing on it,
    /// which is AUX-01.
    /// </remarks>
    public readonly record struct AttachPrimary(DeviceId Device) : IMessage;

    /// <summary>Answers <see cref="AttachPrimary"/>.</summary>
    /// <param name="Error">Why not.</param>
    /// <param name="InTheWay">How many address spaces are on the device by PASID; -1 when firmware refused.</param>
    public readonly record struct PrimaryAttached(Errno Error, int InTheWay) : IMessage;

    /// <summary>The sending domain is freed: it is no device's primary domain any more. Never answered.</summary>
    /// <remarks>Source: domain_exit, drivers/iommu/intel-iommu.c, Linux 5.2.</remarks>
    public readonly record struct DropPrimaries : IMessage;

    /// <summary>Flushes every cached translation of an address of the sending domain.</summary>
    /// <remarks>
    /// Answer: <see cref="Flushed"/>, when no cache holds it any more.
    /// Source: iommu_flush_iotlb_psi and iommu_flush_dev_iotlb, drivers/iommu/intel-iommu.c, Linux 5.2.
    /// </remarks>
    public readonly record struct Flush(Iova Iova) : IMessage;

    /// <summary>Answers <see cref="Flush"/>.</summary>
    public readonly record struct Flushed : IMessage;

    /// <summary>A domain's answer to a walk of its tables; see AuxDomain.Walk.</summary>
    /// <param name="Driver">Who waits for the DMA.</param>
    /// <param name="Device">The device that reads.</param>
    /// <param name="Pasid">The tag.</param>
    /// <param name="Error">EFAULT: the address is not mapped, or the tables are freed.</param>
    /// <param name="Iova">The address.</param>
    /// <param name="Pfn">The page that it leads to.</param>
    public readonly record struct Walked(ActorId Driver, DeviceId Device, Pasid Pasid, Errno Error, Iova Iova, Pfn Pfn)
        : IMessage;
}
