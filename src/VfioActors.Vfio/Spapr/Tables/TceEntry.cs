using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>
/// A translation entry with what is kept beside it: where it leads, and how that page is held, which decides how it is
/// given back whatever the mode is by then.
/// </summary>
/// <param name="Page">The page frame; with a defect none, which is the machine's page 0.</param>
/// <param name="Vaddr">The user address of the page.</param>
/// <param name="Region">The region that the page is of; none when it was pinned for this entry alone.</param>
/// <param name="Rights">What devices may do; none for an empty entry.</param>
public readonly record struct TceEntry(Pfn Page, Vaddr Vaddr, RegionId Region, TceRights Rights)
{
    /// <summary>Whether it leads anywhere.</summary>
    public bool IsLive => Rights != TceRights.None;

    /// <summary>The entry that is some entries behind this one where all lie side by side.</summary>
    /// <param name="entries">How many entries behind.</param>
    /// <param name="shift">The size of an IOMMU page.</param>
    public TceEntry Behind(int entries, TcePageShift shift) => this with
    {
        Page = new(Page.Value + ((long)shift.Pages.Value * entries)),
        Vaddr = new(Vaddr.Value + (shift.Bytes.Value * (ulong)entries)),
    };
}
