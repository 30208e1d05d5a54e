using System.Buffers.Binary;

namespace VfioActors.Conformance.Recordings;

/// <summary>
/// Looks whether a gzip file is all there: who unpacks it is not told when its last bytes are missing, and nothing of
/// what they would prove is looked at then.
/// </summary>
/// <remarks>Source: RFC 1952, section 2.3.1: the last 4 bytes are the size of what was packed, modulo 2^32.</remarks>
internal static class GzipEnd
{
    /// <summary>A header, an empty block and an end.</summary>
    public const int SmallestFile = 18;

    private const int SizeBytes = 4;

    /// <summary>Whether the end of a file says what was unpacked of it.</summary>
    /// <param name="file">The file; it has been read to its end.</param>
    /// <param name="unpacked">How many bytes it gave.</param>
    public static bool Agrees(FileStream file, long unpacked)
    {
        var end = new byte[SizeBytes];
        file.Seek(-SizeBytes, SeekOrigin.End);
        file.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) == unchecked((uint)unpacked) || HasParts(file);
    }

    /// <summary>Whether it may be several packed files in a row: then the end speaks of the last one only.</summary>
    private static bool HasParts(FileStream file)
    {
        var buffer = new byte[1 << 16];
        var kept = 0;
        file.Position = 1;
        while (file.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            var bytes = buffer.AsSpan(0, kept + read);
            if (bytes.IndexOf((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08]) >= 0) { return true; }
            kept = int.Min(2, bytes.Length);
            bytes[^kept..].CopyTo(buffer);
        }

        return false;
    }
}
