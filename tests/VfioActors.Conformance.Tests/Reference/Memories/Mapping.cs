using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>Memory of a process under an IOVA.</summary>
public sealed class Mapping
{
    public const ulong Page = AddressSpace.Page;

    public required ulong Iova { get; init; }

    public required ulong Vaddr { get; set; }

    public ulong Size { get; set; }

    public required MapFlags Protection { get; init; }

    public required AddressSpace Owner { get; set; }

    /// <summary>The capability as it was when the mapping was made.</summary>
    public required bool IgnoresLimit { get; set; }

    public bool IsBacked { get; set; }

    public bool IsVaddrInvalid { get; set; }

    /// <summary>Pages that it has charged to its owner.</summary>
    public long Charged { get; set; }

    public SortedDictionary<ulong, PinRecord> Pins { get; } = [];

    /// <summary>What the IOMMU translates its pages to.</summary>
    public SortedDictionary<ulong, Frame> Translated { get; } = [];

    public DirtyLog? Log { get; set; }

    /// <summary>One past its last byte; 0 at the end of the address space.</summary>
    public ulong End => unchecked(Iova + Size);

    public bool CanWrite => (Protection & MapFlags.Write) != 0;

    public ulong VaddrOf(ulong iova) => unchecked(Vaddr + (iova - Iova));

    /// <summary>Changes what the owner is charged.</summary>
    /// <param name="pages">More than 0 is tested against the limit.</param>
    /// <param name="sees">Whether it is looked at if the owner is still there.</param>
    public int Charge(long pages, bool sees)
    {
        if (pages == 0) { return 0; }
        if (sees && !Owner.IsAlive) { return -Errno.ESRCH; }
        if (pages > 0 && !IgnoresLimit && Owner.LockedPages + pages > Owner.LimitPages) { return -Errno.ENOMEM; }
        Owner.LockedPages += pages;
        Charged += pages;
        return 0;
    }
}
