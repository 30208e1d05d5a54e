using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.GuestMemories.Pages;

/// <summary>
/// Bytes of memory that follow each other and are equal, or equal in each page and one more in the next: a guest whose
/// pages were filled in turn is one run. Where no run is, memory is zero.
/// </summary>
/// <param name="Pages">How many bytes: what this map counts in.</param>
/// <param name="Value">
/// The byte, 1 to 255; for bytes that rise from page to page <see cref="Rises"/>, and what the number of a page frame
/// is added to, modulo 256.
/// </param>
public readonly record struct ByteRun(ulong Pages, long Value) : IRun<ByteRun>
{
    /// <summary>Marks a value that rises from page to page.</summary>
    public const long Rises = 256;

    /// <summary>Whether the bytes of a page are one more than those of the page before.</summary>
    public bool IsRising => Value >= Rises;

    /// <summary>The byte at a physical address.</summary>
    public byte At(ulong address) =>
        unchecked(IsRising ? (byte)((ulong)Value + (address >> Values.Paging.Shift)) : (byte)Value);

    /// <summary>Bytes that rise from page to page.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="at">The physical address of the first.</param>
    /// <param name="first">The byte of the first page.</param>
    internal static ByteRun Rising(ulong bytes, ulong at, byte first) =>
        new(bytes, Rises | unchecked((byte)(first - (at >> Values.Paging.Shift))));

    /// <summary>The same bytes at another address, a whole number of pages away.</summary>
    internal ByteRun MovedTo(ulong to, ulong from) => IsRising ? Rising(Pages, to, At(from)) : this;

    /// <inheritdoc/>
    public ByteRun Part(ulong skipped, ulong pages) => this with { Pages = pages };

    /// <inheritdoc/>
    public bool GoesOnWith(in ByteRun next) => Value == next.Value;
}
