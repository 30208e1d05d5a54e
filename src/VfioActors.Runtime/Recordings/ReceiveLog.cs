using VfioActors.Behaviors;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Runtime.Recordings;

/// <summary>
/// What one actor received, in order: who sent each message, when a timer fired, what the host chose. One thread adds,
/// another may take what was added before.
/// </summary>
internal sealed class ReceiveLog
{
    private const int FirstLength = 32;
    private const int LengthMax = 8192;

    private Chunk? _oldest;
    private Chunk? _newest;
    private int _taken;
    private List<ulong>? _fingerprints;

    internal IReadOnlyList<ulong> Fingerprints => _fingerprints ?? [];

    internal void AddMessage(ActorId from)
    {
        var chunk = Open();
        chunk.Publish(ReceiptCode.Message(chunk.Free, from));
    }

    internal void AddTimer()
    {
        var chunk = Open();
        chunk.Publish(ReceiptCode.TimerFired(chunk.Free));
    }

    internal void AddChoice(int option)
    {
        var chunk = Open();
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
            words.AddRange(chunk.Published[_taken..]);
            _taken = chunk.Published.Length;
            if (next is null) { return; }
            (_oldest, _taken, chunk) = (next, 0, next);
        }
    }

    private Chunk Open()
    {
        if (_newest is { } newest && newest.Free.Length >= ReceiptCode.WordsMax) { return newest; }
        Chunk chunk = new(Math.Min(LengthMax, (_newest?.Length * 4) ?? FirstLength));
        if (_newest is null) { Volatile.Write(ref _oldest, chunk); }
        else { _newest.Next = chunk; }
        return _newest = chunk;
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
