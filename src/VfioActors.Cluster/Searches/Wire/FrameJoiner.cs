using System.Buffers;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>Puts together what came in frames, of one side of a session, and finds out when one is missing.</summary>
internal sealed class FrameJoiner
{
    private ArrayBufferWriter<byte>? _pieces;
    private FrameKind _kind;
    private long _seen;

    /// <summary>A frame came.</summary>
    /// <returns>The message that it is the last piece of; null when more of it comes.</returns>
    /// <exception cref="WireException">Something that was sent before did not come, or too much did.</exception>
    internal ReadOnlyMemory<byte>? Add(SearchFrame frame)
    {
        if (frame.Sequence != _seen)
        {
            throw new WireException($"frame {_seen} did not come, but {frame.Sequence} did");
        }

        if (frame.Kind == FrameKind.Count) { return null; }
        _seen++;
        if (_pieces is null && frame.IsLast) { return frame.Bytes; }
        if (_pieces is not null && frame.Kind != _kind) { throw new WireException("two messages came as one"); }
        (_pieces, _kind) = (_pieces ?? new(), frame.Kind);
        if (_pieces.WrittenCount + frame.Bytes.Length > PackLimits.Message)
        {
            throw new WireException($"a message has more than {PackLimits.Message} bytes");
        }

        _pieces.Write(frame.Bytes.Span);
        if (!frame.IsLast) { return null; }
        var message = _pieces.WrittenMemory;
        _pieces = null;
        return message;
    }
}
