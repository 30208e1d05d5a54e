using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>Memory that was registered: the kernel's mm_iommu_table_group_mem_t.</summary>
/// <param name="Start">The first user address.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="Mapped">1, and 1 more for each entry that leads into it; 0 when it is closing.</param>
/// <param name="Owner">Whose memory it is.</param>
/// <param name="List">In whose list it is: the owner's, or with a defect the container's.</param>
/// <param name="Used">How many containers have registered it.</param>
/// <param name="Shift">The largest IOMMU page that it may back.</param>
/// <param name="Marks">How far it has come.</param>
/// <param name="Sections">When it is closing: how many read sections its pages still wait for.</param>
public readonly record struct Region(
    Vaddr Start, PageCount Pages, long Mapped, ProcessId Owner, int List, int Used, TcePageShift Shift,
    RegionMarks Marks, int Sections)
{
    /// <summary>Bytes.</summary>
    public ByteCount Size => new(Pages.Value << Paging.Shift);

    /// <summary>Whether it can be found.</summary>
    public bool IsListed => Marks.HasFlag(RegionMarks.Listed);

    /// <summary>Whether it is being given back.</summary>
    public bool IsClosing => Marks.HasFlag(RegionMarks.Closing);

    /// <summary>Whether a range of bytes, which does not wrap, lies in it.</summary>
    public bool Contains(Vaddr start, ByteCount bytes) =>
        Start <= start && start.Since(Start) <= Size && bytes <= Size.Minus(start.Since(Start));

    /// <summary>Whether it shares a byte with a range.</summary>
    public bool Overlaps(Vaddr start, ByteCount size) =>
        Start.Value < start.Value + size.Value && start.Value < Start.Value + Size.Value;

    /// <summary>The page of it that an address lies in.</summary>
    public PageIndex PageOf(Vaddr vaddr) => PageIndex.Zero.Plus(vaddr.Since(Start).Pages);
}
