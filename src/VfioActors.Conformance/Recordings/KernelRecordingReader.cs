using System.Text.Json;
using System.Text.Unicode;

namespace VfioActors.Conformance.Recordings;

/// <summary>
/// Reads recordings as a whole, compressed or not. Strict: what is not known is an error, and nothing is larger than
/// its bound.
/// </summary>
public static class KernelRecordingReader
{
    /// <summary>How the names of compressed recordings end.</summary>
    public const string CompressedExtension = ".gz";

    internal const int LineBytesMax = 1 << 20;
    internal const int LinesMax = 1 << 26;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Compressed when it ends in <see cref="CompressedExtension"/>.</param>
    /// <exception cref="RecordingException">It cannot be read, or is not a recording.</exception>
    public static KernelRecording Read(string path)
    {
        using var stream = RecordingStream.Open(path);
        return Read(stream);
    }

    /// <summary>Reads a recording that is not compressed.</summary>
    /// <param name="input">The lines.</param>
    /// <param name="name">What it is called in errors.</param>
    /// <exception cref="RecordingException">It is not a recording.</exception>
    public static KernelRecording Read(Stream input, string name)
    {
        using var stream = RecordingStream.Of(input, name);
        return Read(stream);
    }

    internal static JsonDocument Parse(ReadOnlyMemory<byte> text, Func<string, RecordingException> wrong)
    {
        if (!Utf8.IsValid(text.Span)) { throw wrong("is not UTF-8 text"); }
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException failure)
        {
            throw wrong($"is not JSON at byte {failure.BytePositionInLine}");
        }
    }

    private static KernelRecording Read(RecordingStream stream)
    {
        List<RecordedCase> cases = [];
        List<RecordedOperation> operations = [];
        foreach (var (name, operation) in stream.ReadLines())
        {
            if (operation is not null) { operations.Add(operation); }
            else { cases.Add(new(name, operations = [])); }
        }

        return new(stream.Header, cases);
    }
}
