using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories.Pages;

/// <summary>
/// Bytes of memory that follow each other and are equal, or equal in each page and one more in the next: a guest whose
/// pages were filled in turn is one run. Where no run is, memory is zero.
/// </summary>
/// <param name="Bytes">How many.</param>
/// <param name="Value">
/// The byte, 1 to 255; for bytes that rise from page to page <see cref="Rises"/>, and what the number of a page frame
/// is added to, modulo 256.
/// </param>
public readonly record struct ByteRun(ByteCount Bytes, long Value) : IRun<ByteRun>
{
    /// <summary>Marks a value that rises from page to page.</summary>
    public const long Rises = 256;

    // A map of bytes counts in bytes what others count in pages.
    PageCount IRun<ByteRun>.Pages => new(Bytes.Value);

    /// <summary>Whether the bytes of a page are one more than those of the page before.</summary>
    public bool IsRising => Value >= Rises;

    /// <summary>The byte at a physical address.</summary>
    public byte At(PhysicalAddress address) =>
        unchecked(IsRising ? (byte)(Value + address.Frame.Value) : (byte)Value);

    /// <summary>Bytes that rise from page to page.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="at">The physical address of the first.</param>
    /// <param name="first">The byte of the first page.</param>
    internal static ByteRun Rising(ByteCount bytes, PhysicalAddress at, byte first) =>
        new(bytes, Rises | unchecked((byte)(first - at.Frame.Value)));

    /// <summary>The same bytes at another address, a whole number of pages away.</summary>
    internal ByteRun MovedTo(PhysicalAddress to, PhysicalAddress from) =>
        IsRising ? Rising(Bytes, to, At(from)) : this;

    /// <summary>The leading bytes of it, at most so many.</summary>
    internal ByteRun AtMost(ByteCount most) => this with { Bytes = ByteCount.Min(Bytes, most) };

    ByteRun IRun<ByteRun>.Part(PageCount skipped, PageCount pages) => this with { Bytes = new(pages.Value) };

    /// <inheritdoc/>
    public bool GoesOnWith(in ByteRun next) => Value == next.Value;
}
