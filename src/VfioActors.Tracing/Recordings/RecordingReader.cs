using System.IO.Compression;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Recordings;

/// <summary>
/// Reads recordings, which may come from anyone and may be cut off anywhere: sizes are bounded before memory is taken,
/// and what is there but makes no sense is refused.
/// </summary>
/// <remarks>Whatever is wrong, the one exception is <see cref="TraceFormatException"/>.</remarks>
public static class RecordingReader
{
    /// <summary>Whether a file is a recording, by its header; false when it has none that can be read.</summary>
    /// <exception cref="TraceFormatException">The file is missing or cannot be read.</exception>
    public static bool IsRecording(string path)
    {
        using var input = TraceReader.Open(path);
        try
        {
            return With(input, path, TraceLimits.Default, (lines, limits) =>
                TraceReader.Header(lines, path, limits, new()).IsRecording);
        }
        catch (TraceFormatException)
        {
            return false;
        }
    }

    /// <summary>Reads a recording from a file, decompressed when the name ends in <c>.gz</c>.</summary>
    /// <exception cref="TraceFormatException">The file is missing, no recording, or too large.</exception>
    public static Recording ReadFile(string path, TraceLimits? limits = null)
    {
        using var input = TraceReader.Open(path);
        return Read(input, path, limits);
    }

    /// <summary>Reads a recording from a stream.</summary>
    /// <param name="name">The name for messages; the stream is compressed when it ends in <c>.gz</c>.</param>
    /// <exception cref="TraceFormatException">The stream holds no recording, or too much.</exception>
    public static Recording Read(Stream input, string name, TraceLimits? limits = null) =>
        With(input, name, limits ?? TraceLimits.Default, (lines, bounds) => Read(lines, name, bounds));

    private static T With<T>(Stream input, string name, TraceLimits limits, Func<TraceLines, TraceLimits, T> read)
    {
        if (!TraceFile.IsCompressed(name)) { return read(new(input, name, limits), limits); }
        using var zipped = new GzipInput(input);
        using var unzipped = new GZipStream(zipped, CompressionMode.Decompress, leaveOpen: true);
        return read(new(unzipped, name, limits, zipped), limits);
    }

    private static Recording Read(TraceLines lines, string name, TraceLimits limits)
    {
        TextPool pool = new();
        var header = TraceReader.Header(lines, name, limits, pool);
        if (!header.IsRecording)
        {
            throw new TraceFormatException(name, 1, "a recording of receipts", "a trace of steps");
        }

        BlockReader blocks = new(limits.Steps);
        while (lines.TryRead(limits.LineBytes, out var bytes))
        {
            JsonLine line = new(bytes, pool, name, lines.Number);
            blocks.Read(ref line);
        }

        var recording = blocks.Recording(header);
        return recording with { IsWhole = recording.IsWhole && lines.Cut is null };
    }
}
