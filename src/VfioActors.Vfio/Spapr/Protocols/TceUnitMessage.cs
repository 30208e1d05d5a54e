using VfioActors.Behaviors;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Protocols;

/// <summary>
/// What the IOMMU of a POWER machine hears: windows, and entries exchanged one for another. Exchanging takes no lock,
/// as
/// in the hardware: an entry is replaced in one go, and whoever replaces it is told what was there.
/// </summary>
/// <remarks>
/// Answers carry the operation of the question. Source: arch/powerpc/kernel/iommu.c and
/// arch/powerpc/platforms/powernv/pci-ioda-tce.c, Linux 4.2 to 6.12.
/// </remarks>
public static class TceUnitMessage
{
    /// <summary>Replaces entries side by side by such that lead to pages side by side.</summary>
    /// <param name="Iova">The address of the first.</param>
    /// <param name="First">The page frame of the first.</param>
    /// <param name="Vaddr">The user address of the first.</param>
    /// <param name="Region">
    /// The region that the pages are of; none for pages that were pinned for these entries.
    /// </param>
    /// <param name="Shape">How many, in which window, with which rights.</param>
    /// <remarks>
    /// Answer: <see cref="Exchanged"/>. It is refused where the window is gone or the hardware fails.
    /// Source: iommu_tce_xchg.
    /// </remarks>
    public readonly record struct Exchange(Iova Iova, Pfn First, Vaddr Vaddr, RegionId Region, TceShape Shape)
        : IMessage;

    /// <summary>Empties entries side by side.</summary>
    /// <param name="Iova">The address of the first.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Window">Of which window.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>Answer: <see cref="Exchanged"/>. Source: tce_iommu_clear.</remarks>
    public readonly record struct Clear(Iova Iova, TceCount Count, int Window, int Reserved) : IMessage;

    /// <summary>
    /// Answers <see cref="Exchange"/> and <see cref="Clear"/>: one for each run of entries that led somewhere before,
    /// in
    /// order, the last one saying so; one without entries when none did.
    /// </summary>
    /// <param name="Iova">The address of the first.</param>
    /// <param name="First">The page frame that it led to.</param>
    /// <param name="Vaddr">The user address that it was given.</param>
    /// <param name="Region">The region, or none.</param>
    /// <param name="Shape">How many, with which rights, whether it is the last, and whether all was refused.</param>
    public readonly record struct Exchanged(Iova Iova, Pfn First, Vaddr Vaddr, RegionId Region, TceShape Shape)
        : IMessage;

    /// <summary>Reads an entry.</summary>
    /// <param name="Iova">Its address.</param>
    /// <param name="Window">Of which window.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>Answer: <see cref="Got"/>. Source: pnv_tce_get.</remarks>
    public readonly record struct Get(Iova Iova, int Window, int Reserved) : IMessage;

    /// <summary>Answers <see cref="Get"/>.</summary>
    public readonly record struct Got(Pfn Page, RegionId Region, TceRights Rights) : IMessage;

    /// <summary>Makes a window for the container that sends it.</summary>
    /// <param name="Start">The first address.</param>
    /// <param name="Count">How many entries.</param>
    /// <param name="Shift">The size of an IOMMU page.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>Answer: <see cref="Made"/>. ENOSPC: there are too many.</remarks>
    public readonly record struct Make(Iova Start, TceCount Count, TcePageShift Shift, int Reserved) : IMessage;

    /// <summary>Answers <see cref="Make"/>.</summary>
    public readonly record struct Made(int Window, Errno Error) : IMessage;

    /// <summary>
    /// The container has no more use for a window: its entries are emptied, no new ones are made, and it goes when
    /// nobody else has it.
    /// </summary>
    /// <param name="Window">Which.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>
    /// Answers: <see cref="Exchanged"/> as <see cref="Clear"/> gives them, then <see cref="Removed"/>.
    /// Source: tce_iommu_clear and unset_window in tce_iommu_remove_window, and iommu_tce_table_put, Linux 6.12.
    /// </remarks>
    public readonly record struct Remove(int Window, int Reserved) : IMessage;

    /// <summary>Answers <see cref="Remove"/>.</summary>
    public readonly record struct Removed : IMessage;

    /// <summary>
    /// The hypervisor that sends it wants the window of a container at an address for its hypercalls.
    /// </summary>
    /// <param name="Start">The address.</param>
    /// <param name="Container">The container.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    /// <remarks>
    /// Answer: <see cref="Attached"/>. ENOENT: there is none. The window stays until it is given back.
    /// Source: kvm_spapr_tce_attach_iommu_group and iommu_tce_table_get, Linux 6.12.
    /// </remarks>
    public readonly record struct Attach(Iova Start, ActorId Container, int Reserved) : IMessage;

    /// <summary>Answers <see cref="Attach"/>.</summary>
    /// <param name="Start">Its first address.</param>
    /// <param name="Count">How many entries.</param>
    /// <param name="Shift">The size of an IOMMU page.</param>
    /// <param name="Window">Which.</param>
    /// <param name="Error">Why there is none.</param>
    /// <param name="Reserved">Always 0: a message has no gaps.</param>
    public readonly record struct Attached(
        Iova Start, TceCount Count, TcePageShift Shift, int Window, Errno Error, int Reserved) : IMessage;

    /// <summary>Takes a reference of a window that was only looked up: with a defect.</summary>
    /// <remarks>Answer: none. A window that is gone is a stale use.</remarks>
    public readonly record struct Take(int Window) : IMessage;
}
