using System.Globalization;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>The size of an IOMMU page as a power of two: at least that of a page of the processor.</summary>
/// <param name="Value">The binary logarithm of the size in bytes, 12 to 63.</param>
public readonly record struct TcePageShift(int Value)
{
    /// <summary>Pages of 4 KiB, as the default window has.</summary>
    public static TcePageShift Smallest => new(Paging.Shift);

    /// <summary>Bytes in an IOMMU page.</summary>
    public ByteCount Bytes => new(1UL << Value);

    /// <summary>Pages of the processor in an IOMMU page.</summary>
    public PageCount Pages => new(1UL << (Value - Paging.Shift));

    /// <summary>Whether a number of bytes is a multiple of the size.</summary>
    public bool Aligns(ByteCount bytes) => (bytes.Value & (Bytes.Value - 1)) == 0;

    /// <summary>Whether an IOMMU page can start at an address.</summary>
    public bool Aligns(Iova iova) => Aligns(new ByteCount(iova.Value));

    /// <summary>Whether an address can be that of a whole IOMMU page.</summary>
    public bool Aligns(Vaddr vaddr) => Aligns(new ByteCount(vaddr.Value));

    /// <summary>How many whole IOMMU pages a number of bytes has.</summary>
    public TceCount CountOf(ByteCount bytes) => new(bytes.Value >> Value);

    /// <summary>How many bytes so many IOMMU pages have.</summary>
    public ByteCount BytesOf(TceCount count) => new(count.Value << Value);

    /// <summary>How many pages of the processor so many IOMMU pages have.</summary>
    public PageCount PagesOf(TceCount count) => new(count.Value * Pages.Value);

    /// <summary>The logarithm in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
