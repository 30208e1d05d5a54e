using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VfioActors.Exploration.Checkpoints;

/// <summary>Reads the blocks of a checkpoint, each only after its digest was looked at.</summary>
/// <remarks>What is asked for is bounded by what is left of the file before anything is made of that size.</remarks>
internal sealed class CheckpointReader : IDisposable
{
    private readonly string _path;
    private readonly FileStream _input;
    private readonly byte[] _block = new byte[CheckpointWriter.BlockMax];
    private byte[] _digest;
    private int _length;
    private int _at;
    private long _blockStart;

    /// <param name="path">The file.</param>
    /// <param name="input">Behind its two lines of text.</param>
    /// <param name="lines">The two lines.</param>
    internal CheckpointReader(string path, FileStream input, byte[] lines) =>
        (_path, _input, _digest, _blockStart) = (path, input, SHA256.HashData(lines), lines.Length);

    private long Left => _input.Length - _input.Position + _length - _at;

    /// <inheritdoc/>
    public void Dispose() => _input.Dispose();

    /// <summary>What is wrong with what was read last.</summary>
    internal CheckpointException Wrong(string what) => new(_path, $"before byte {_blockStart + _at}", what);

    internal bool ReadBool() => ReadInt(0, 1) == 1;

    /// <summary>A number within bounds, both included.</summary>
    internal int ReadInt(int least, int most)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        return value >= least && value <= most
            ? value
            : throw Wrong($"{value} is not from {least} to {most}: no checkpoint of this scenario");
    }

    /// <summary>A number that is not negative.</summary>
    internal long ReadLong()
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        return value >= 0 ? value : throw Wrong($"{value} is below 0: no checkpoint of this scenario");
    }

    internal ulong ReadWord() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <param name="most">The bits that it may have.</param>
    internal byte ReadByte(byte most)
    {
        var value = Take(1)[0];
        return (value & ~most) == 0
            ? value
            : throw Wrong($"{value} is no set of marks: no checkpoint of this scenario");
    }

    /// <summary>How many of something follow, each of so many bytes at least.</summary>
    internal long ReadCount(int bytes)
    {
        var count = ReadLong();
        return count <= Left / bytes
            ? count
            : throw Wrong($"{count} of something are said to follow, and only {Left} bytes do");
    }

    internal string ReadText()
    {
        var length = ReadInt(0, int.MaxValue);
        if (length > Left) { throw Wrong($"{length} bytes of text are said to follow, and only {Left} bytes do"); }
        var bytes = new byte[length];
        for (var at = 0; at < length; at++) { bytes[at] = Take(1)[0]; }
        return Encoding.UTF8.GetString(bytes);
    }

    internal int[] ReadInts(int least, int most)
    {
        var values = new int[ReadLength(sizeof(int))];
        for (var at = 0; at < values.Length; at++) { values[at] = ReadInt(least, most); }
        return values;
    }

    internal ulong[] ReadWords()
    {
        var values = new ulong[ReadLength(sizeof(ulong))];
        for (var at = 0; at < values.Length; at++) { values[at] = ReadWord(); }
        return values;
    }

    internal bool[] ReadBools()
    {
        var values = new bool[ReadLength(sizeof(int))];
        for (var at = 0; at < values.Length; at++) { values[at] = ReadBool(); }
        return values;
    }

    /// <summary>Nothing more may follow.</summary>
    internal void Complete()
    {
        if (_at != _length) { throw Wrong("there is more than a checkpoint of this search has"); }
        ReadBlock();
        if (_length != 0 || _input.Position != _input.Length)
        {
            throw Wrong("there is more than a checkpoint of this search has");
        }
    }

    private int ReadLength(int bytes)
    {
        var length = ReadInt(0, int.MaxValue);
        return length <= Left / bytes
            ? length
            : throw Wrong($"{length} of something are said to follow, and only {Left} bytes do");
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (_at == _length) { ReadBlock(); }
        if (_at + bytes > _length) { throw Wrong("the checkpoint ends where more is expected"); }
        _at += bytes;
        return _block.AsSpan(_at - bytes, bytes);
    }

    private void ReadBlock()
    {
        var start = _input.Position;
        Span<byte> length = stackalloc byte[sizeof(int)];
        Span<byte> digest = stackalloc byte[CheckpointWriter.DigestShown];
        Fill(start, length);
        Fill(start, digest);
        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size is < 0 or > CheckpointWriter.BlockMax)
        {
            throw new CheckpointException(_path, $"byte {start}", $"no block has {size} bytes: the file is damaged");
        }

        Fill(start, _block.AsSpan(0, size));
        _digest = CheckpointWriter.Next(_digest, _block.AsSpan(0, size));
        if (!_digest.AsSpan(0, digest.Length).SequenceEqual(digest))
        {
            throw new CheckpointException(_path, $"byte {start}",
                "the block that begins there, or the header, is not what was written: the file is damaged");
        }

        (_length, _at, _blockStart) = (size, 0, _input.Position - size);
    }

    private void Fill(long start, Span<byte> bytes)
    {
        if (_input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new CheckpointException(_path, $"byte {start}",
                $"the block that begins there is cut off: the file ends at byte {_input.Length}");
        }
    }
}
