using System.IO.Compression;

namespace VfioActors.Conformance.Recordings;

/// <summary>A recording that is read line by line: it may be longer than what fits into memory.</summary>
public sealed class RecordingStream : IDisposable
{
    private readonly Stream _file;
    private readonly string _name;
    private readonly bool _isPacked;
    private readonly LineSource _source;
    private readonly RecordingLines _lines;

    private RecordingStream(Stream file, Stream plain, string name)
    {
        _isPacked = file != plain;
        _file = file;
        _name = name;
        _source = new(plain, name);
        _lines = new(name);
        if (_source.TryNext(out var first)) { _ = Take(first); }
        Header = _lines.Header ?? throw new RecordingException(name, 0, "is empty; a header is expected");
    }

    /// <summary>The first line.</summary>
    public RecordingHeader Header { get; }

    /// <summary>Whether it can be opened once more and is the same then: a pipe cannot.</summary>
    public bool CanReopen => _file.CanSeek;

    /// <summary>Opens a file and reads its first line.</summary>
    /// <param name="path">
    /// Compressed when it ends in <see cref="KernelRecordingReader.CompressedExtension"/>.
    /// </param>
    /// <exception cref="RecordingException">It cannot be read, or does not start like a recording.</exception>
    public static RecordingStream Open(string path)
    {
        if (path.Length == 0) { throw new RecordingException("''", 0, "is no name of a file"); }
        if (Directory.Exists(path)) { throw new RecordingException(path, 0, "is a directory, and a file is expected"); }
        try
        {
            return Open(File.OpenRead(path), path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecordingException(path, 0, "there is no such file", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RecordingException(path, 0, $"cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads what is not compressed.</summary>
    /// <param name="input">The lines; closed at the end.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <exception cref="RecordingException">It does not start like a recording.</exception>
    public static RecordingStream Of(Stream input, string name) => new(input, input, name);

    /// <summary>Reads on to the end; what was read before is not read again.</summary>
    /// <exception cref="RecordingException">A line is not what a recording has there.</exception>
    public IEnumerable<RecordedLine> ReadLines()
    {
        while (_source.TryNext(out var text))
        {
            if (Take(text) is { } line) { yield return line; }
        }

        _lines.Finish();
        var isChecked = _file is FileStream { CanSeek: true } && _isPacked;
        if (isChecked && !GzipEnd.Agrees((FileStream)_file, _source.Bytes))
        {
            throw new RecordingException(_name, 0, "is damaged: its end does not say what was unpacked of it");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static RecordingStream Open(FileStream file, string path)
    {
        try
        {
            return new(file, Unpacked(file, path), path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The name says whether a file is compressed; where the file says otherwise, it is told.</summary>
    private static Stream Unpacked(FileStream file, string path)
    {
        var isNamedSo = path.EndsWith(KernelRecordingReader.CompressedExtension, StringComparison.OrdinalIgnoreCase);
        if (file.CanSeek)
        {
            var (first, second) = (file.ReadByte(), file.ReadByte());
            file.Position = 0;
            var isGzip = (first, second) == (0x1f, 0x8b);
            if (isNamedSo && first < 0) { throw new RecordingException(path, 0, "is empty; gzip is expected"); }
            if (isNamedSo && !isGzip)
            {
                throw new RecordingException(path, 0, "is not gzip, which a name that ends in .gz stands for");
            }

            if (isNamedSo && file.Length < GzipEnd.SmallestFile)
            {
                throw new RecordingException(path, 0, "is cut off: gzip has more bytes than that");
            }

            if (!isNamedSo && isGzip)
            {
                throw new RecordingException(path, 0, "is gzip, and then its name is to end in .gz");
            }
        }

        return isNamedSo ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private RecordedLine? Take(ReadOnlyMemory<byte> text)
    {
        if (!_source.IsCut) { return _lines.Take(text); }

        // Who writes by hand may leave the end of the last line out; of any other file it means that more was to come.
        RecordedLine? line;
        try
        {
            line = _lines.Take(text);
        }
        catch (RecordingException)
        {
            throw CutOff();
        }

        return _lines.IsComplete ? line : throw CutOff();
    }

    private RecordingException CutOff() => new(_name, _source.Count, "the last line is cut off");
}
