using System.Buffers.Binary;

namespace VfioActors.Tracing.Files;

/// <summary>Compressed bytes on their way to be decompressed: remembers the first and the last of them.</summary>
/// <remarks>
/// A gzip file ends in the size of what it holds (RFC 1952, 2.3.1). .NET does not ask for it, so that a file which is
/// cut in its last bytes would pass for whole.
/// </remarks>
/// <param name="input">The bytes; stays open.</param>
internal sealed class GzipInput(Stream input) : Stream
{
    private readonly byte[] _last = new byte[sizeof(uint)];
    private readonly List<byte> _first = new(Magic.Length);

    private static ReadOnlySpan<byte> Magic => [0x1f, 0x8b];

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the last bytes say that so many bytes are held.</summary>
    public bool EndsWith(long bytes) => BinaryPrimitives.ReadUInt32LittleEndian(_last) == unchecked((uint)bytes);

    /// <summary>Whether what was read so far begins as gzip data do (RFC 1952, 2.3.1).</summary>
    public bool IsGzip => IsGzipSo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_first));

    /// <summary>Whether bytes begin as gzip data do.</summary>
    public static bool IsGzipSo(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = input.Read(buffer);
        _first.AddRange(buffer[..int.Min(read, Magic.Length - _first.Count)]);
        var kept = int.Min(read, _last.Length);
        _last.AsSpan(kept).CopyTo(_last);
        buffer[(read - kept)..read].CopyTo(_last.AsSpan(_last.Length - kept));
        return read;
    }

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
