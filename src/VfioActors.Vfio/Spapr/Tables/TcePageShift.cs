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
    public ulong Bytes => 1UL << Value;

    /// <summary>Pages of the processor in an IOMMU page.</summary>
    public ulong Pages => 1UL << (Value - Paging.Shift);

    /// <summary>Whether a number of bytes is a multiple of the size.</summary>
    public bool Aligns(ulong bytes) => (bytes & (Bytes - 1)) == 0;

    /// <summary>How many whole IOMMU pages a number of bytes has.</summary>
    public TceCount CountOf(ByteCount bytes) => new(bytes.Value >> Value);

    /// <summary>How many bytes so many IOMMU pages have.</summary>
    public ByteCount BytesOf(TceCount count) => new(count.Value << Value);

    /// <summary>How many pages of the processor so many IOMMU pages have.</summary>
    public PageCount PagesOf(TceCount count) => new(count.Value * Pages);

    /// <summary>The logarithm in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
