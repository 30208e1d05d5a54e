using System.IO.Compression;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing;

/// <summary>
/// Reads traces, which may come from anyone: every size is bounded before memory is taken, every key and type is
/// checked, and no type is ever looked up by a name from a trace.
/// </summary>
/// <remarks>Whatever is wrong, the one exception is <see cref="TraceFormatException"/>.</remarks>
public static class TraceReader
{
    /// <summary>Reads a trace from a file, decompressed when the name ends in <c>.gz</c>.</summary>
    /// <exception cref="TraceFormatException">The file is missing, no trace, too large, or cut short.</exception>
    public static Trace ReadFile(string path, TraceLimits? limits = null)
    {
        using var input = Open(path);
        return Read(input, path, limits);
    }

    /// <summary>Reads a trace from a stream.</summary>
    /// <param name="name">The name for messages; the stream is compressed when it ends in <c>.gz</c>.</param>
    /// <exception cref="TraceFormatException">The stream holds no trace, too much, or a part of one.</exception>
    public static Trace Read(Stream input, string name, TraceLimits? limits = null)
    {
        var prefix = ReadPrefix(input, name, limits);
        return prefix.Cut is null ? prefix.Trace : throw prefix.Cut;
    }

    /// <summary>Reads what is whole of a recording that may have been cut short, from a file.</summary>
    /// <exception cref="TraceFormatException">What is there is wrong, or the header itself is cut.</exception>
    public static TracePrefix ReadFilePrefix(string path, TraceLimits? limits = null)
    {
        using var input = Open(path);
        return ReadPrefix(input, path, limits);
    }

    /// <summary>Reads what is whole of a recording that may have been cut short, from a stream.</summary>
    /// <param name="name">The name for messages; the stream is compressed when it ends in <c>.gz</c>.</param>
    /// <exception cref="TraceFormatException">What is there is wrong, or the header itself is cut.</exception>
    public static TracePrefix ReadPrefix(Stream input, string name, TraceLimits? limits = null)
    {
        limits ??= TraceLimits.Default;
        if (!TraceFile.IsCompressed(name)) { return ReadLines(new(input, name, limits), name, limits); }
        using var zipped = new GzipInput(input);
        using var unzipped = new GZipStream(zipped, CompressionMode.Decompress, leaveOpen: true);
        return ReadLines(new(unzipped, name, limits, zipped), name, limits);
    }

    /// <summary>
    /// Whether a file begins as a trace or a recording does, of whatever format and whatever its name is: what it holds
    /// would be lost if something else were written there. A device or a pipe below <c>/dev</c> holds nothing.
    /// </summary>
    public static bool IsTrace(string path)
    {
        if (!File.Exists(path)) { return false; }
        try
        {
            if (FileBeside.IsDevice(FileBeside.TargetOf(path))) { return false; }
            using var file = File.OpenRead(path);
            var start = new byte[Start.Length];
            var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (!GzipInput.IsGzipSo(start.AsSpan(0, read))) { return Start.SequenceEqual(start); }
            file.Position = 0;
            using GZipStream plain = new(file, CompressionMode.Decompress);
            plain.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return Start.SequenceEqual(start);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> Start => "{\"vtrace\":"u8;

    private static TracePrefix ReadLines(TraceLines lines, string name, TraceLimits limits)
    {
        var pool = new TextPool();
        var header = Header(lines, name, limits, pool);
        if (header.IsRecording)
        {
            throw new TraceFormatException(name, 1, "a trace of steps", "a recording of receipts");
        }

        var reader = new StepReader(header);
        var steps = new List<TraceStep>();
        while (lines.TryRead(limits.LineBytes, out var bytes))
        {
            var line = new JsonLine(bytes, pool, name, lines.Number);
            if (steps.Count == limits.Steps) { throw line.Refused($"at most {limits.Steps} steps", "more"); }
            steps.Add(reader.Read(ref line, steps.Count));
        }

        return Judged(new(header, steps), lines.Cut, name);
    }

    /// <summary>Reads the first line.</summary>
    internal static TraceHeader Header(TraceLines lines, string name, TraceLimits limits, TextPool pool)
    {
        if (!lines.TryRead(limits.HeaderBytes, out var first))
        {
            throw lines.Cut ?? new TraceFormatException(name, lines.Number, "a header", "an empty file");
        }

        JsonLine line = new(first, pool, name, lines.Number);
        return HeaderReader.Read(ref line);
    }

    private static TracePrefix Judged(Trace trace, TraceFormatException? cut, string name)
    {
        if (trace.Header.Violation is not { } violation) { return new(trace, cut); }
        var last = int.Max(violation.Step, int.Max(violation.Race?.Second ?? -1, violation.Doomed ?? -1));
        if (last < trace.Steps.Count) { return new(trace, cut); }
        cut ??= new TraceFormatException(name, 1, $"a violation within {trace.Steps.Count} steps", $"step {last}");
        return new(trace with { Header = trace.Header with { Violation = null } }, cut);
    }

    internal static FileStream Open(string path)
    {
        if (Directory.Exists(path)) { throw new TraceFormatException(path, 0, "a file", "a directory"); }
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TraceFormatException(path, 0, "a file", "nothing");
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new TraceFormatException(path, 0, "a readable file", Plain.Ascii(failure.Message));
        }
    }
}
