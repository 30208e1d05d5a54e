using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>Memory from the pool of huge pages, which no call cuts inside a huge page.</summary>
/// <remarks>Source: hugetlb_vm_op_split, mm/hugetlb.c; madvise_dontneed_free_valid_vma, mm/madvise.c.</remarks>
public static class HugeAreas
{
    private const ulong Page = AddressSpace.Page;
    private const ulong Size = 512 * Page;

    /// <summary>Whether an area would have to be cut at an address where it cannot be.</summary>
    public static bool Cuts(AddressSpace process, ulong address) =>
        address % Size != 0 && IsHuge(process, address) && IsHuge(process, address - Page);

    /// <summary>
    /// Where the part of a call ends that the kernel looks at as one: an area, or what is asked of it.
    /// </summary>
    public static ulong EndOfPart(AddressSpace process, ulong address, ulong end)
    {
        var first = process.SlotAt(address);
        while (address < end && process.SlotAt(address) is { Kind: BufferKind.Huge } slot
            && slot.Protection == first!.Protection)
        {
            address += Page;
        }

        return address;
    }

    /// <summary>Whether a huge page starts at an address.</summary>
    public static bool Starts(ulong address) => address % Size == 0;

    /// <summary>Whether the huge page that an address is in ends before a call does.</summary>
    public static bool EndsBefore(ulong address, ulong end) => address < end / Size * Size;

    private static bool IsHuge(AddressSpace process, ulong address) =>
        process.SlotAt(address) is { Kind: BufferKind.Huge };
}
