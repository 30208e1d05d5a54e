using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VfioActors.Tracing;

/// <summary>Turns the parts of a trace into lines of JSON, in one buffer that is used again.</summary>
internal sealed class JsonLineWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public JsonLineWriter() => _json = new(_buffer, Options);

    /// <summary>The header without an end of line. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Line(TraceHeader header)
    {
        Begin();
        TraceJson.Write(_json, header);
        return End();
    }

    /// <summary>The step without an end of line. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Line(TraceStep step)
    {
        Begin();
        TraceJson.Write(_json, step);
        return End();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
    }

    private ReadOnlySpan<byte> End()
    {
        _json.Flush();
        return _buffer.WrittenSpan;
    }
}
