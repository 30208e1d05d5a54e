using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace VfioActors.Tracing.Recordings;

/// <summary>
/// Writes a recording block by block, as the run goes on. Cut off anywhere, what is there can be read.
/// </summary>
/// <remarks>
/// JSON Lines as a trace has them: the header of a trace with <c>"body":"receipts"</c>, then lines of four sorts.
/// <c>{"actor":"dev0","receives":"3 3 t c1"}</c>: the next receipts of an actor: the sender's number in the topology, t
/// for its earliest timer, c and the option for the host's answer. <c>{"turns":"1 2 1"}</c>: whose turn it was next,
/// only where some actor is inline. At the end of a whole recording <c>{"actor":"dev0","state":"0123456789abcdef"}</c>,
/// the fingerprint of an actor's last state, and <c>{"end":17}</c>, the number of receipts.
/// </remarks>
public sealed class RecordingWriter : IDisposable
{
    /// <summary>Receipts in one line at most: a line stays far below what a reader accepts.</summary>
    private const int WordsALine = 1 << 14;

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;
    private long _receipts;

    /// <summary>Starts a recording with its header.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    /// <param name="name">The name of the output, which is compressed when it ends in <c>.gz</c>.</param>
    public RecordingWriter(Stream output, string name, TraceHeader header)
    {
        _json = new(_line, new JsonWriterOptions { SkipValidation = true });
        _output = TraceFile.IsCompressed(name)
            ? new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true) : output;
        using JsonLineWriter json = new();
        _output.Write(json.Line(header with { IsRecording = true }));
        _output.Write("\n"u8);
    }

    /// <summary>Writes a whole recording.</summary>
    public static void Write(Stream output, string name, Recording recording)
    {
        using RecordingWriter writer = new(output, name, recording.Header);
        foreach (var order in recording.Orders) { writer.Receives(order.Actor, [.. order.Words]); }
        writer.Turns([.. recording.Turns]);
        foreach (var order in recording.Orders.Where(order => order.State is not null))
        {
            writer.State(order.Actor, order.State!.Value);
        }

        if (recording.IsWhole) { writer.End(); }
    }

    /// <summary>Writes the next receipts of an actor.</summary>
    /// <param name="words">Whole receipts, as <see cref="ReceiptCode"/> writes them.</param>
    public void Receives(string actor, ReadOnlySpan<ushort> words)
    {
        while (!words.IsEmpty)
        {
            var length = WholeReceipts(words);
            _json.WriteStartObject();
            _json.WriteString("actor"u8, actor);
            _receipts += WriteReceipts("receives"u8, words[..length]);
            words = words[length..];
        }
    }

    /// <summary>Writes whose turn it was next.</summary>
    /// <param name="words">Numbers of actors, written as senders are.</param>
    public void Turns(ReadOnlySpan<ushort> words)
    {
        while (!words.IsEmpty)
        {
            var length = WholeReceipts(words);
            _json.WriteStartObject();
            WriteReceipts("turns"u8, words[..length]);
            words = words[length..];
        }
    }

    /// <summary>Writes the fingerprint of the last state of an actor.</summary>
    public void State(string actor, ulong fingerprint)
    {
        _json.WriteStartObject();
        _json.WriteString("actor"u8, actor);
        _json.WriteString("state"u8, Behaviors.Values.Fingerprint.Text(fingerprint));
        EndLine();
    }

    /// <summary>Writes that the recording goes to the end of the run.</summary>
    public void End()
    {
        _json.WriteStartObject();
        _json.WriteNumber("end"u8, _receipts);
        EndLine();
    }

    /// <summary>Hands on what was written, so that it is there when the program is killed.</summary>
    public void Flush() => _output.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        if (_output is GZipStream compressed) { compressed.Dispose(); }
        else { _output.Flush(); }
    }

    private static int WholeReceipts(ReadOnlySpan<ushort> words)
    {
        var at = 0;
        while (at < WordsALine && ReceiptCode.TryRead(words, ref at, out _)) { }
        return at;
    }

    private int WriteReceipts(ReadOnlySpan<byte> key, ReadOnlySpan<ushort> words)
    {
        _text.ResetWrittenCount();
        var count = ReceiptText.Write(words, _text);
        _json.WriteString(key, _text.WrittenSpan);
        EndLine();
        return count;
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        _output.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
        _json.Reset();
    }
}
