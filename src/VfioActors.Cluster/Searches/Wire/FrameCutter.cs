using VfioActors.Cluster.Searches.Messages;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>Cuts what is sent to one side of a session into frames, and counts them.</summary>
/// <param name="search">The number of the search.</param>
/// <param name="session">The number of the session.</param>
internal sealed class FrameCutter(long search, int session)
{
    private long _sent;

    /// <summary>The frames of a message.</summary>
    internal IEnumerable<SearchFrame> Cut(FrameKind kind, ReadOnlyMemory<byte> message)
    {
        for (var from = 0; ; from += PackLimits.Frame)
        {
            var isLast = message.Length - from <= PackLimits.Frame;
            yield return new(search, session, _sent++, kind, isLast,
                message[from..(isLast ? message.Length : from + PackLimits.Frame)]);
            if (isLast) { yield break; }
        }
    }

    /// <summary>A frame that tells how many were sent.</summary>
    internal SearchFrame Count() => new(search, session, _sent, FrameKind.Count, true, default);
}
