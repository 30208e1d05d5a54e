using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Hypervisors;

/// <summary>Entries side by side as a guest has put them, that name pages side by side.</summary>
/// <param name="Pages">How many entries.</param>
/// <param name="Vaddr">The address in the first.</param>
/// <param name="Rights">The rights in all of them.</param>
/// <param name="Shift">The size of an IOMMU page.</param>
public readonly record struct GuestTceRun(PageCount Pages, Vaddr Vaddr, TceRights Rights, TcePageShift Shift)
    : IRun<GuestTceRun>
{
    /// <inheritdoc/>
    public GuestTceRun Part(PageCount skipped, PageCount pages) =>
        this with { Pages = pages, Vaddr = new(Vaddr.Value + (skipped.Value << Shift.Value)) };

    /// <inheritdoc/>
    public bool GoesOnWith(in GuestTceRun next) =>
        this with { Pages = next.Pages, Vaddr = new(Vaddr.Value + (Pages.Value << Shift.Value)) } == next;
}
