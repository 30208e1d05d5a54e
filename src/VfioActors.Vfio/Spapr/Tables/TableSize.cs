using System.Numerics;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Tables;

/// <summary>How large the tables of windows are, and which cannot be made.</summary>
/// <remarks>
/// Source: pnv_pci_ioda2_get_table_size and pnv_pci_ioda2_table_alloc_pages,
/// arch/powerpc/platforms/powernv/pci-ioda.c and pci-ioda-tce.c, Linux 6.12.
/// </remarks>
public static class TableSize
{
    /// <summary>The most levels that a table may have.</summary>
    public const int LevelsMost = 5;

    private const int EntryShift = 3;

    /// <summary>The highest address bit behind which the bits choose the window.</summary>
    private const int AddressBits = 55;

    /// <summary>The largest piece of memory that side by side can be had: 16 MiB.</summary>
    private const int LargestPieceShift = 24;

    /// <summary>
    /// How many pages are charged for a table, that of the hardware and the copy of user addresses; 0 when there is no
    /// such table.
    /// </summary>
    /// <param name="size">The window's size in bytes.</param>
    /// <param name="shift">The size of an IOMMU page.</param>
    /// <param name="levels">How many levels.</param>
    public static PageCount Of(ByteCount size, TcePageShift shift, int levels)
    {
        if (levels is < 1 or > LevelsMost || !IsSize(size, shift)) { return default; }

        var leaf = LeafShift(size, shift, levels);
        var left = Math.Max(Paging.Size, 1UL << (EntriesShift(size, shift) + EntryShift));
        ByteCount bytes = default;
        for (var level = 0; level < levels; level++)
        {
            bytes = new(bytes.Value + ((left + (1UL << leaf) - 1) & ~((1UL << leaf) - 1)));
            left = Math.Max((left >> leaf) << EntryShift, 1UL << leaf);
        }

        return new((bytes.Value * 2) >> Paging.Shift);
    }

    /// <summary>
    /// The size of the window that a table serves: a piece of it is a page at least, and its entries are all used. A
    /// size that no table can be made for stays as it is.
    /// </summary>
    /// <remarks>
    /// A window smaller than an IOMMU page has a negative number of bits, which the kernel keeps unsigned: down to an
    /// eighth, with the levels that bring it back above zero, a table of one page comes of that. Differs: what shifts
    /// by more bits than there are is refused.
    /// </remarks>
    /// <param name="size">The window's size in bytes.</param>
    /// <param name="shift">The size of an IOMMU page.</param>
    /// <param name="levels">How many levels.</param>
    public static ByteCount Filled(ByteCount size, TcePageShift shift, int levels)
    {
        if (!BitOperations.IsPow2(size.Value)) { return size; }

        var entries = EntriesShift(size, shift);
        var isMade = entries >= 0 || (entries >= -EntryShift && (levels == 1 || levels > -entries));
        return isMade ? new(1UL << (Math.Max(entries, Paging.Shift - EntryShift) + shift.Value)) : size;
    }

    /// <summary>Why a table that was charged cannot be made after all; none when it can.</summary>
    /// <param name="size">The window's size in bytes.</param>
    /// <param name="shift">The size of an IOMMU page.</param>
    /// <param name="levels">How many levels.</param>
    public static Errno Refusal(ByteCount size, TcePageShift shift, int levels)
    {
        var leaf = LeafShift(size, shift, levels);
        return ((leaf - EntryShift) * levels) + shift.Value >= AddressBits ? Errno.EINVAL
            : leaf > LargestPieceShift ? Errno.ENOMEM
            : Errno.None;
    }

    private static bool IsSize(ByteCount size, TcePageShift shift) =>
        BitOperations.IsPow2(size.Value) && size >= shift.Bytes;

    private static int EntriesShift(ByteCount size, TcePageShift shift) =>
        BitOperations.Log2(size.Value) - shift.Value;

    /// <summary>The size of each piece of the table, which is a page at least.</summary>
    private static int LeafShift(ByteCount size, TcePageShift shift, int levels) =>
        Math.Max(((EntriesShift(size, shift) + levels - 1) / levels) + EntryShift, Paging.Shift);
}
