namespace VfioActors.Tracing.Files;

/// <summary>The lines of a trace, taken from a stream that may hold anything.</summary>
/// <param name="input">Plain bytes, after decompression.</param>
/// <param name="file">The name for messages.</param>
/// <param name="limits">What is taken in at most.</param>
/// <param name="zipped">What <paramref name="input"/> is decompressed from; null when it is not.</param>
internal sealed class TraceLines(Stream input, string file, TraceLimits limits, GzipInput? zipped = null)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _bytes;

    /// <summary>The number of the line that was read last, or that ends early; from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Why the lines end early; null when they do not.</summary>
    public TraceFormatException? Cut { get; private set; }

    /// <summary>Reads a line without its end. It is valid until the next call.</summary>
    /// <param name="longest">The bytes that it may have.</param>
    /// <returns>False at the end, and where the trace is <see cref="Cut"/>.</returns>
    public bool TryRead(int longest, out ReadOnlySpan<byte> line)
    {
        Number++;
        var searched = 0;
        do
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            searched = length < 0 ? _end - _start : searched + length;
            if (searched > longest) { throw Refused($"at most {longest} bytes a line", "more"); }
            if (length < 0) { continue; }
            line = _buffer.AsSpan(_start, searched);
            _start += searched + 1;
            return true;
        }
        while (TryFill());

        line = default;
        if (searched > 0) { Cut ??= Refused("an end of line", "the end of the file"); }
        return false;
    }

    private bool TryFill()
    {
        if (Cut is not null) { return false; }
        MakeRoom();
        var read = Read();
        _end += read;
        _bytes += read;
        if (read == 0 && zipped?.EndsWith(_bytes) == false) { Cut ??= Damaged(); }
        return _bytes > limits.Bytes ? throw Refused($"at most {limits.Bytes} bytes", "more") : read > 0;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length) { return; }
        if (_start == 0)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    private int Read()
    {
        try
        {
            return input.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException)
        {
            Cut = Damaged();
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused("a readable file", Plain.Ascii(failure.Message));
        }
    }

    private TraceFormatException Damaged() => zipped is { IsGzip: false }
        ? new(file, 0, "gzip data, as its name ends in .gz,", "something else")
        : Refused("whole gzip data", "data that is damaged or cut short");

    private TraceFormatException Refused(string accepted, string problem) => new(file, Number, accepted, problem);
}
