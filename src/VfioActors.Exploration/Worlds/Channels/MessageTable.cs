using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// Messages by number. Messages that say the same from the same to the same for the same operation share a number while
/// there is room; later ones have their number only until the world goes back behind their sending.
/// </summary>
/// <param name="kept">How many numbers stay.</param>
internal sealed class MessageTable(int kept)
{
    private readonly NumberTable _numbers = new(kept);
    private readonly List<MessageKind> _kinds = [];
    private MessageKind? _last;
    private Envelope[] _envelopes = new Envelope[64];
    private ulong[] _fingerprints = new ulong[64];

    internal int Count { get; private set; }

    /// <summary>Two kinds of one name of which there are messages; null while there are none.</summary>
    /// <remarks>
    /// A kind is told from others by its name, in fingerprints and in traces: two of one name would be one, and states
    /// with a message of the one would be taken for those with the other.
    /// </remarks>
    internal (MessageKind Known, MessageKind Other)? Namesakes { get; private set; }

    /// <summary>The message of a number; where numbers stay, without its cause.</summary>
    internal ref readonly Envelope this[int number] => ref _envelopes[number];

    /// <summary>The fingerprint of a message; where no numbers stay it is computed when somebody asks.</summary>
    internal ulong FingerprintOf(int number) => kept > 0 ? _fingerprints[number] : _envelopes[number].Fingerprint;

    /// <summary>Whether the number means the same for ever.</summary>
    internal bool IsKept(int number) => number < kept;

    /// <summary>The number of a message; -1 when it has none that stays.</summary>
    internal int Find(in Envelope envelope) => _numbers.Find(KeyOf(in envelope, envelope.Fingerprint));

    /// <summary>Gives a message a number.</summary>
    internal int Add(in Envelope envelope)
    {
        var kind = envelope.Kind;
        if (!ReferenceEquals(kind, _last)) { Meet(kind); }
        var fingerprint = 0UL;
        if (kept > 0)
        {
            fingerprint = envelope.Fingerprint;
            var number = _numbers.FindOrAdd(KeyOf(in envelope, fingerprint));
            if (number >= 0 && number < Count) { return number; }
        }

        if (Count == _envelopes.Length)
        {
            Array.Resize(ref _envelopes, Count * 2);
            Array.Resize(ref _fingerprints, Count * 2);
        }

        if (kept == 0) { _envelopes[Count] = envelope; }
        else { _envelopes[Count] = envelope.Serving(envelope.Operation, Envelope.Unsent); }
        _fingerprints[Count] = fingerprint;
        return Count++;
    }

    /// <summary>Forgets the messages that do not stay and came after the first <paramref name="count"/>.</summary>
    internal void BackTo(int count)
    {
        if (Count > kept) { Count = Math.Max(kept, count); }
    }

    private static ulong KeyOf(in Envelope envelope, ulong fingerprint) =>
        Fingerprint.Mix(fingerprint, (ulong)(uint)envelope.To.Value << 32);

    private void Meet(MessageKind kind)
    {
        _last = kind;
        if (_kinds.Contains(kind)) { return; }
        if (_kinds.Find(known => known.Salt == kind.Salt) is { } namesake)
        {
            Namesakes = (namesake, kind);
        }

        _kinds.Add(kind);
    }
}
