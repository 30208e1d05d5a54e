using VfioActors.Behaviors;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Runtime.Recordings;

/// <summary>
/// What one actor received, in order: who sent each message, when a timer fired, what the host chose. One thread adds,
/// another may take what was added before.
/// </summary>
internal sealed class ReceiveLog(RecordingLimit limit)
{
    private const int FirstLength = 32;
    private const int LengthMax = 8192;

    private Chunk? _oldest;
    private Chunk? _newest;
    private int _taken;
    private List<ulong>? _fingerprints;
    private bool _isEnded;

    internal IReadOnlyList<ulong> Fingerprints => _fingerprints ?? [];

    /// <summary>Whether anything was ever added.</summary>
    internal bool IsUsed => Volatile.Read(ref _oldest) is not null;

    /// <summary>Nothing more is added: what the actor does from now on has causes that are not recorded.</summary>
    internal void End() => _isEnded = true;

    internal void AddMessage(ActorId from)
    {
        if (!TryOpen(out var chunk)) { return; }
        chunk.Publish(ReceiptCode.Message(chunk.Free, from));
    }

    internal void AddTimer()
    {
        if (!TryOpen(out var chunk)) { return; }
        chunk.Publish(ReceiptCode.TimerFired(chunk.Free));
    }

    internal void AddChoice(int option)
    {
        if (!TryOpen(out var chunk)) { return; }
        chunk.Publish(ReceiptCode.Chosen(chunk.Free, option));
    }

    internal void AddFingerprint(ulong fingerprint) => (_fingerprints ??= []).Add(fingerprint);

    /// <summary>Moves what was added since the last time to the end of a list. Always whole receipts.</summary>
    internal void TakeTo(List<ushort> words)
    {
        for (var chunk = Volatile.Read(ref _oldest); chunk is not null;)
        {
            // Whether there is a next one is read before how much is in this one: then nothing more comes to this one.
            var next = chunk.Next;
            var published = chunk.Published;
            words.AddRange(published[_taken..]);
            _taken = published.Length;
            if (next is null) { return; }
            limit.Free(chunk.Length);
            (_oldest, _taken, chunk) = (next, 0, next);
        }
    }

    /// <summary>Finds room for one receipt.</summary>
    /// <returns>False when the recording has ended.</returns>
    private bool TryOpen(out Chunk chunk)
    {
        chunk = _newest!;
        if (_isEnded) { return false; }
        if (chunk is not null && chunk.Free.Length >= ReceiptCode.WordsMax) { return true; }
        return TryAppend(out chunk);
    }

    private bool TryAppend(out Chunk chunk)
    {
        var length = Math.Min(LengthMax, (_newest?.Length * 4) ?? FirstLength);
        chunk = _newest!;
        if (!limit.TryTake(length)) { return false; }
        chunk = new(length);
        if (_newest is null) { Volatile.Write(ref _oldest, chunk); }
        else { _newest.Next = chunk; }
        _newest = chunk;
        return true;
    }

    private sealed class Chunk(int length)
    {
        private readonly ushort[] _words = new ushort[length];
        private int _count;
        private Chunk? _next;

        internal int Length => _words.Length;

        internal Span<ushort> Free => _words.AsSpan(_count);

        internal ReadOnlySpan<ushort> Published => _words.AsSpan(0, Volatile.Read(ref _count));

        internal Chunk? Next
        {
            get => Volatile.Read(ref _next);
            set => Volatile.Write(ref _next, value);
        }

        internal void Publish(int words) => Volatile.Write(ref _count, _count + words);
    }
}
