using System.Buffers;
using System.IO.Compression;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing;

/// <summary>Writes a trace step by step, as a recording grows. Equal steps give equal bytes on every machine.</summary>
/// <remarks>
/// What it writes can be cut at any step and read with <see cref="TraceReader.ReadPrefix"/>. Compressed bytes are equal
/// for one version of .NET; what they hold is equal for all.
/// </remarks>
public sealed class TraceWriter : IDisposable
{
    /// <summary>How many bytes are gathered before they are written out: another number only costs speed.</summary>
    private const int HandOverAt = 1 << 16;
    private readonly ArrayBufferWriter<byte> _pending = new(HandOverAt * 2);
    private readonly JsonLineWriter _json = new();
    private readonly Stream _output;
    private readonly string _name;
    private int _steps;

    /// <summary>Starts a trace with its header.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    /// <param name="name">The name for messages; the output is compressed when it ends in <c>.gz</c>.</param>
    /// <exception cref="TraceFormatException">The header is larger than a reader accepts.</exception>
    public TraceWriter(Stream output, string name, TraceHeader header)
    {
        _name = name;
        _output = TraceFile.IsCompressed(name)
            ? new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true) : output;
        Add(_json.Line(header), TraceLimits.Default.HeaderBytes);
    }

    /// <summary>Writes a whole trace to a stream.</summary>
    /// <param name="output">Where it goes; stays open.</param>
    /// <param name="name">The name for messages; the output is compressed when it ends in <c>.gz</c>.</param>
    /// <exception cref="TraceFormatException">A line is larger than a reader accepts.</exception>
    public static void Write(Stream output, string name, Trace trace)
    {
        using var writer = new TraceWriter(output, name, trace.Header);
        foreach (var step in trace.Steps) { writer.Write(step); }
    }

    /// <summary>Writes a whole trace to a file: beside it first, then renamed: it is never there by half.</summary>
    /// <exception cref="TraceWriteException">The disk is full, the folder is missing, or the like.</exception>
    /// <exception cref="TraceFormatException">A line is larger than a reader accepts.</exception>
    public static void WriteFile(string path, Trace trace)
    {
        using var file = new TraceFile(path, trace.Header);
        foreach (var step in trace.Steps) { file.Write(step); }
        file.Complete();
    }

    /// <summary>Writes the next step.</summary>
    /// <exception cref="ArgumentException">The number is not the next one.</exception>
    /// <exception cref="TraceFormatException">The step is larger than a reader accepts; it is left out.</exception>
    public void Write(TraceStep step)
    {
        if (step.Number != _steps)
        {
            throw new ArgumentException($"step {_steps} expected, {step.Number} given", nameof(step));
        }

        Add(_json.Line(step), TraceLimits.Default.LineBytes);
        _steps++;
    }

    /// <summary>Hands everything written so far to the output, so that a reader of a cut recording finds it.</summary>
    public void Flush()
    {
        HandOver();
        _output.Flush();
    }

    /// <summary>Ends the trace. What was not handed over yet is handed over first.</summary>
    public void Dispose()
    {
        _json.Dispose();
        HandOver();
        if (_output is GZipStream compressed) { compressed.Dispose(); }
        else { _output.Flush(); }
    }

    private void Add(ReadOnlySpan<byte> line, int longest)
    {
        if (line.Length > longest)
        {
            throw new TraceFormatException(_name, 0, $"at most {longest} bytes a line", $"{line.Length}");
        }

        _pending.Write(line);
        _pending.Write("\n"u8);
        if (_pending.WrittenCount >= HandOverAt) { HandOver(); }
    }

    private void HandOver()
    {
        _output.Write(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
    }
}
