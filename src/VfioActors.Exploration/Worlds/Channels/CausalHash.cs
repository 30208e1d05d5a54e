using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// The fingerprint of who knows of which message on its way: the part of the past that the future depends on.
/// </summary>
/// <remarks>
/// Messages are counted in the order of their channels, not of their sending, so that equal states have equal
/// fingerprints whatever led there.
/// </remarks>
internal sealed class CausalHash(HappensBefore happensBefore, int actors)
{
    private const int Bits = 64;

    private (int Message, ulong Salt)[] _flying = new (int, ulong)[16];
    private int[] _waiting = new int[16];
    private ulong[] _mask = new ulong[1];
    private int _flyingCount;
    private int _waitingCount;

    /// <summary>Begins with nothing on its way.</summary>
    internal void Clear()
    {
        (_flyingCount, _waitingCount) = (0, 0);
        for (var word = 0; word < _mask.Length; word++) { _mask[word] = 0; }
    }

    /// <summary>Adds the messages of a channel; channels are added in their order.</summary>
    /// <param name="isShared">Whether the receiver hears several others: else nothing can be overtaken there.</param>
    /// <param name="key">Tells channels apart.</param>
    internal void Add(Channel channel, bool isShared, ulong key)
    {
        while (_flyingCount + channel.Count > _flying.Length)
        {
            Array.Resize(ref _flying, _flying.Length * 2);
            Array.Resize(ref _waiting, _flying.Length);
        }

        for (var place = 0; place < channel.Count; place++)
        {
            var message = (int)channel.At(place).Amount;
            _flying[_flyingCount++] = (message, key ^ ((ulong)place << 56));
            if (isShared) { Await(message); }
        }
    }

    /// <param name="names">What actors are called, by their numbers; null where that is their numbers.</param>
    internal ulong Hash(int[]? names = null)
    {
        if (_waitingCount == 0) { return 0; }
        var sum = 0UL;
        if (happensBefore.AreWords && names is null)
        {
            var mask = _mask[0];
            unchecked { sum += HashOfActors(happensBefore.WordsOfActors, mask); }
            unchecked { return sum + HashOfMessages(happensBefore.WordsOfMessages, mask); }
        }

        for (var actor = 1; actor <= actors; actor++)
        {
            if (!happensBefore.ActorKnows(actor, _mask)) { continue; }
            unchecked { sum += Known(happensBefore.OfActor(actor), (ulong)(names?[actor] ?? actor)); }
        }

        for (var at = 0; at < _flyingCount; at++)
        {
            var (message, salt) = _flying[at];
            if (!happensBefore.MessageKnows(message, _mask)) { continue; }
            unchecked { sum += Known(happensBefore.OfMessage(message), salt); }
        }

        return sum;
    }

    private ulong HashOfActors(ReadOnlySpan<ulong> words, ulong mask)
    {
        var sum = 0UL;
        for (var actor = 1; actor <= actors; actor++)
        {
            var word = words[actor] & mask;
            if (word != 0) { unchecked { sum += Fingerprint.Mix((ulong)actor, Known(word)); } }
        }

        return sum;
    }

    private ulong HashOfMessages(ReadOnlySpan<ulong> words, ulong mask)
    {
        var sum = 0UL;
        foreach (ref readonly var flying in _flying.AsSpan(0, _flyingCount))
        {
            var word = words[flying.Message] & mask;
            if (word != 0) { unchecked { sum += Fingerprint.Mix(flying.Salt, Known(word)); } }
        }

        return sum;
    }

    private void Await(int message)
    {
        var word = message / Bits;
        _waiting[_waitingCount++] = message;
        if (word >= _mask.Length) { Array.Resize(ref _mask, word + 1); }
        _mask[word] |= 1UL << message;
    }

    /// <summary>The same where a run sent so little that all fits in a word.</summary>
    private ulong Known(ulong word)
    {
        var known = 0UL;
        var waiting = _waiting.AsSpan(0, _waitingCount);
        for (var at = 0; at < waiting.Length; at++) { known |= (word >> waiting[at] & 1) << at; }
        return known;
    }

    private ulong Known(ReadOnlySpan<ulong> row, ulong salt)
    {
        var (hash, known) = (salt, 0UL);
        // Of all that was ever known only messages that still wait can hold another back. They count in the order of
        // their channels: numbers in the order of sending would tell apart states that differ in nothing to come.
        for (var at = 0; at < _waitingCount; at++)
        {
            var message = _waiting[at];
            known |= (row[message / Bits] >> message & 1) << at;
            if ((at + 1) % Bits != 0 && at + 1 < _waitingCount) { continue; }
            hash = Fingerprint.Mix(hash, known);
            known = 0;
        }

        return hash;
    }
}
