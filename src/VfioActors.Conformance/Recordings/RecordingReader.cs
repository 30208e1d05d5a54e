using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace VfioActors.Conformance.Recordings;

/// <summary>
/// Reads recordings, compressed or not. Strict: what is not known is an error, and nothing is larger than its bound.
/// </summary>
public static class RecordingReader
{
    /// <summary>How the names of compressed recordings end.</summary>
    public const string CompressedExtension = ".gz";

    internal const int LineCharactersMax = 1 << 20;
    internal const int LinesMax = 1 << 20;
    internal const int BufferPagesMax = 1 << 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Compressed when it ends in <see cref="CompressedExtension"/>.</param>
    /// <exception cref="RecordingException">It cannot be read, or is not a recording.</exception>
    public static Recording Read(string path)
    {
        if (Directory.Exists(path)) { throw new RecordingException(path, 0, "is a directory, and a file is expected"); }
        try
        {
            using var file = File.OpenRead(path);
            if (!path.EndsWith(CompressedExtension, StringComparison.Ordinal)) { return Read(file, path); }
            using GZipStream plain = new(file, CompressionMode.Decompress);
            return Read(plain, path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecordingException(path, 0, "there is no such file", failure);
        }
        catch (InvalidDataException failure)
        {
            throw new RecordingException(
                path, 0, "is no gzip data, as its name says, or it is damaged or cut short", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException(path, 0, $"cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads a recording.</summary>
    /// <param name="input">The lines; stays open.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <exception cref="RecordingException">It is not a recording.</exception>
    public static Recording Read(Stream input, string name)
    {
        using StreamReader reader = new(input, new UTF8Encoding(false, true), false, 1 << 16, leaveOpen: true);
        try
        {
            return new RecordingLines(name).Read(Lines(reader, name));
        }
        catch (DecoderFallbackException failure)
        {
            throw new RecordingException(name, 0, "is not UTF-8 text", failure);
        }
    }

    internal static JsonDocument Parse(string text, Func<string, RecordingException> wrong)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException failure)
        {
            throw wrong($"is not JSON at byte {failure.BytePositionInLine}");
        }
    }

    /// <summary>The lines, none longer than the bound: looked at before it is kept.</summary>
    private static IEnumerable<string> Lines(StreamReader reader, string name)
    {
        StringBuilder line = new();
        var count = 0;
        while (reader.Read() is >= 0 and var next)
        {
            if (next == '\n')
            {
                count++;
                if (count > LinesMax) { throw new RecordingException(name, count, $"more than {LinesMax} lines"); }
                yield return line.ToString();
                line.Clear();
                continue;
            }

            if (line.Length == LineCharactersMax)
            {
                throw new RecordingException(name, count + 1, $"longer than {LineCharactersMax} characters");
            }

            line.Append((char)next);
        }

        if (line.Length > 0) { throw new RecordingException(name, count + 1, "the last line is cut off"); }
    }
}
