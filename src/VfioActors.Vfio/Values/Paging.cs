namespace VfioActors.Vfio.Values;

/// <summary>The size of a page of the processor and of the smallest page of every IOMMU here: 4096 bytes.</summary>
public static class Paging
{
    /// <summary>Bytes in a page.</summary>
    public const ulong Size = 4096;

    /// <summary>The shift from bytes to pages.</summary>
    public const int Shift = 12;

    /// <summary>Whether the number is a multiple of the size of a page.</summary>
    public static bool Aligns(ulong bytes) => (bytes & (Size - 1)) == 0;

    /// <summary>The page that the byte is in.</summary>
    public static ulong PageOf(ulong address) => address >> Shift;
}
