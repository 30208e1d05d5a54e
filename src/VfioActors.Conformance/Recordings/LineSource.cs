using System.Buffers;

namespace VfioActors.Conformance.Recordings;

/// <summary>The lines of a file as bytes, one after the other; none is longer than the bound.</summary>
/// <param name="input">The file, unpacked.</param>
/// <param name="name">What it is called in errors.</param>
internal sealed class LineSource(Stream input, string name)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private ReadOnlyMemory<byte> _left;

    /// <summary>How many lines were read.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes were read.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the last line that was read has no end.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads the next line; what was read before is gone.</summary>
    /// <exception cref="RecordingException">The line or the file is too long, or it cannot be read.</exception>
    public bool TryNext(out ReadOnlyMemory<byte> line)
    {
        _line.ResetWrittenCount();
        var end = -1;
        while (end < 0 && Fill())
        {
            end = _left.Span.IndexOf((byte)'\n');
            var part = end < 0 ? _left : _left[..end];
            if (_line.WrittenCount + part.Length > KernelRecordingReader.LineBytesMax) { throw TooLong(); }
            _line.Write(part.Span);
            _left = end < 0 ? default : _left[(end + 1)..];
        }

        IsCut = end < 0;
        line = _line.WrittenMemory;
        if (IsCut && line.IsEmpty) { return false; }
        Count++;
        return Count <= KernelRecordingReader.LinesMax ? true
            : throw new RecordingException(name, Count, $"at most {KernelRecordingReader.LinesMax} lines are accepted");
    }

    private bool Fill()
    {
        if (_left.Length > 0) { return true; }
        try
        {
            _left = _buffer.AsMemory(0, input.Read(_buffer));
            Bytes += _left.Length;
            if (Bytes == _left.Length && _left.Span.StartsWith("\ufeff"u8)) { _left = _left["\ufeff"u8.Length..]; }
        }
        catch (InvalidDataException failure)
        {
            var damaged = Count == 0 ? "not even its first line" : $"nothing behind line {Count}";
            throw new RecordingException(name, 0, $"is damaged: {damaged} can be unpacked", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var behind = Count == 0 ? "" : $" behind line {Count}";
            throw new RecordingException(name, 0, $"cannot be read{behind}: {failure.Message}", failure);
        }

        return _left.Length > 0;
    }

    private RecordingException TooLong() =>
        new(name, Count + 1, $"is longer than {KernelRecordingReader.LineBytesMax} bytes, the most that is accepted");
}
