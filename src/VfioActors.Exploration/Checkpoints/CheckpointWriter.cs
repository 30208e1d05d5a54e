using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using VfioActors.Tracing.Files;

namespace VfioActors.Exploration.Checkpoints;

/// <summary>Writes the blocks of a checkpoint: numbers of fixed size, lowest byte first.</summary>
/// <remarks>
/// A block is its length in four bytes, sixteen bytes of the digest of the block before and of itself, and its bytes.
/// The first goes on from the two lines of text, and the last is empty.
/// </remarks>
internal sealed class CheckpointWriter
{
    /// <summary>How many bytes a block has at most.</summary>
    internal const int BlockMax = 1 << 16;

    /// <summary>How many bytes of a digest are written.</summary>
    internal const int DigestShown = 16;

    private readonly FileBeside _file;
    private readonly byte[] _block = new byte[BlockMax];
    private byte[] _digest;
    private int _length;

    /// <param name="file">Where it goes.</param>
    /// <param name="header">Which search it is of; written first.</param>
    internal CheckpointWriter(FileBeside file, CheckpointHeader header)
    {
        _file = file;
        var lines = Checkpoint.LinesOf(header);
        file.Write(lines);
        _digest = SHA256.HashData(lines);
    }

    /// <summary>The digest of a block.</summary>
    /// <param name="before">That of the one before.</param>
    internal static byte[] Next(byte[] before, ReadOnlySpan<byte> block)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(block);
        return hash.GetHashAndReset();
    }

    internal void Write(bool value) => Write(value ? 1 : 0);

    internal void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Room(sizeof(int)), value);

    internal void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);

    internal void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);

    internal void WriteByte(byte value) => Room(1)[0] = value;

    internal void Write(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Write(bytes.Length);
        foreach (var one in bytes) { WriteByte(one); }
    }

    internal void Write(ReadOnlySpan<int> values)
    {
        Write(values.Length);
        foreach (var value in values) { Write(value); }
    }

    internal void Write(ReadOnlySpan<ulong> values)
    {
        Write(values.Length);
        foreach (var value in values) { Write(value); }
    }

    internal void Write(ReadOnlySpan<bool> values)
    {
        Write(values.Length);
        foreach (var value in values) { Write(value); }
    }

    /// <summary>Nothing more follows.</summary>
    internal void Complete()
    {
        if (_length > 0) { Put(); }
        Put();
    }

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes > BlockMax) { Put(); }
        _length += bytes;
        return _block.AsSpan(_length - bytes, bytes);
    }

    private void Put()
    {
        var block = _block.AsSpan(0, _length);
        _digest = Next(_digest, block);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, _length);
        _file.Write(length);
        _file.Write(_digest.AsSpan(0, DigestShown));
        _file.Write(block);
        _length = 0;
    }
}
