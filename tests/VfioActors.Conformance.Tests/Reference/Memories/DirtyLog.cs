using System.Buffers.Binary;

namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>One bit a page of a mapping, with the words beyond its end that the kernel also allocates.</summary>
public sealed class DirtyLog(int pages)
{
    public const ulong PagesMax = int.MaxValue;

    private const int WordBits = 64;
    private readonly ulong[] _words = new ulong[((pages + WordBits - 1) / WordBits) + 1];

    public void Set(int first, int count)
    {
        for (var page = first; page < first + count; page++) { _words[page / WordBits] |= 1UL << (page % WordBits); }
    }

    public void Fill() => Set(0, pages);

    public void ClearPages()
    {
        for (var page = 0; page < pages; page++) { _words[page / WordBits] &= ~(1UL << (page % WordBits)); }
    }

    /// <summary>Copies the bits to a user's bitmap, and leaves them shifted when they do not start at a word.</summary>
    /// <param name="offset">The bit of the user's that the first page has.</param>
    /// <param name="bitmap">The user's, or null when it cannot be reached.</param>
    /// <returns>False when it cannot be reached.</returns>
    public bool CopyTo(ulong offset, byte[]? bitmap)
    {
        var shift = (int)(offset % WordBits);
        var words = (pages + shift + WordBits - 1) / WordBits;
        if (shift > 0) { ShiftLeft(words, shift); }
        if (bitmap is null) { return false; }
        var at = (int)(offset / WordBits) * sizeof(ulong);
        if (shift > 0) { _words[0] |= BinaryPrimitives.ReadUInt64LittleEndian(bitmap.AsSpan(at)); }
        for (var word = 0; word < words && at + (word * sizeof(ulong)) < bitmap.Length; word++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bitmap.AsSpan(at + (word * sizeof(ulong))), _words[word]);
        }

        return true;
    }

    private void ShiftLeft(int words, int shift)
    {
        for (var word = words - 1; word >= 0; word--)
        {
            var carried = word > 0 ? _words[word - 1] >> (WordBits - shift) : 0;
            _words[word] = (_words[word] << shift) | carried;
        }
    }
}
