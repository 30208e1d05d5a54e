using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// The fingerprint of who knows of which message on its way: the part of the past that the future depends on.
/// </summary>
/// <remarks>
/// Messages are counted in the order of their channels, not of their sending, so that equal states have equal
/// fingerprints whatever led there. Left out is what is always so: that an actor knows of what it sent itself, and a
/// message of those before it in its channel.
/// </remarks>
internal sealed class CausalHash(HappensBefore happensBefore, int actors)
{
    private const int Bits = 64;

    /// <summary>The number of nobody who sends.</summary>
    private const int NoSender = -1;

    /// <summary>The key of no channel.</summary>
    private const ulong NoChannel = ulong.MaxValue;

    private Flying[] _flying = new Flying[16];
    private Flying[] _waiting = new Flying[16];
    private readonly ulong[] _ofSenders = new ulong[actors + 1];
    private ulong[] _mask = new ulong[1];
    private int _flyingCount;
    private int _waitingCount;

    /// <summary>
    /// Whether the last hash was that of nobody knowing of anything on its way but by what is always so.
    /// </summary>
    internal bool KnowsNothing { get; private set; }

    /// <summary>Begins with nothing on its way.</summary>
    internal void Clear()
    {
        (_flyingCount, _waitingCount) = (0, 0);
        for (var word = 0; word < _mask.Length; word++) { _mask[word] = 0; }
        Array.Clear(_ofSenders);
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

        var earlier = 0UL;
        for (var place = 0; place < channel.Count; place++)
        {
            var message = (int)channel.At(place).Amount;
            ref var flying = ref _flying[_flyingCount++];
            flying = new(message, key ^ ((ulong)place << 56), key, channel.From.Value, earlier);
            if (!isShared) { continue; }
            Await(in flying);
            earlier |= 1UL << message;
        }
    }

    /// <param name="names">What actors are called, by their numbers; null where that is their numbers.</param>
    internal ulong Hash(int[]? names = null)
    {
        KnowsNothing = true;
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
            var salt = (ulong)(names?[actor] ?? actor);
            unchecked { sum += Known(happensBefore.OfActor(actor), salt, actor, NoChannel); }
        }

        foreach (ref readonly var flying in _flying.AsSpan(0, _flyingCount))
        {
            if (!happensBefore.MessageKnows(flying.Message, _mask)) { continue; }
            unchecked { sum += Known(happensBefore.OfMessage(flying.Message), flying.Salt, NoSender, flying.Key); }
        }

        return sum;
    }

    private ulong HashOfActors(ReadOnlySpan<ulong> words, ulong mask)
    {
        var sum = 0UL;
        for (var actor = 1; actor <= actors; actor++)
        {
            var word = words[actor] & mask & ~_ofSenders[actor];
            if (word != 0) { unchecked { sum += Found(Fingerprint.Mix((ulong)actor, Known(word))); } }
        }

        return sum;
    }

    private ulong HashOfMessages(ReadOnlySpan<ulong> words, ulong mask)
    {
        var sum = 0UL;
        foreach (ref readonly var flying in _flying.AsSpan(0, _flyingCount))
        {
            var word = words[flying.Message] & mask & ~flying.Earlier;
            if (word != 0) { unchecked { sum += Found(Fingerprint.Mix(flying.Salt, Known(word))); } }
        }

        return sum;
    }

    private void Await(in Flying flying)
    {
        var word = flying.Message / Bits;
        _waiting[_waitingCount++] = flying;
        if (word >= _mask.Length) { Array.Resize(ref _mask, word + 1); }
        _mask[word] |= 1UL << flying.Message;
        _ofSenders[flying.Sender] |= 1UL << flying.Message;
    }

    private ulong Found(ulong knowledge)
    {
        KnowsNothing = false;
        return knowledge;
    }

    /// <summary>The same where a run sent so little that all fits in a word.</summary>
    private ulong Known(ulong word)
    {
        var known = 0UL;
        var waiting = _waiting.AsSpan(0, _waitingCount);
        for (var at = 0; at < waiting.Length; at++) { known |= (word >> waiting[at].Message & 1) << at; }
        return known;
    }

    /// <summary>
    /// What is known of those messages that still wait: of all that was ever known only they can hold another back.
    /// They count in the order of their channels: numbers in the order of sending would tell apart states that differ
    /// in nothing to come.
    /// </summary>
    /// <param name="sender">Whose messages are left out.</param>
    /// <param name="channel">The channel whose messages are left out.</param>
    private ulong Known(ReadOnlySpan<ulong> row, ulong salt, int sender, ulong channel)
    {
        var (hash, known, any) = (salt, 0UL, 0UL);
        for (var at = 0; at < _waitingCount; at++)
        {
            ref readonly var waits = ref _waiting[at];
            if (waits.Sender != sender && waits.Key != channel)
            {
                known |= (row[waits.Message / Bits] >> waits.Message & 1) << at;
            }

            if ((at + 1) % Bits != 0 && at + 1 < _waitingCount) { continue; }
            hash = Fingerprint.Mix(hash, known);
            any |= known;
            known = 0;
        }

        return any == 0 ? 0 : Found(hash);
    }

    /// <summary>A message on its way.</summary>
    /// <param name="Message">Its place in the order of sending.</param>
    /// <param name="Salt">Tells messages on their way apart.</param>
    /// <param name="Key">Tells channels apart.</param>
    /// <param name="Sender">The number of who sent it.</param>
    /// <param name="Earlier">Where a word holds all messages: those before it in its channel that wait.</param>
    private readonly record struct Flying(int Message, ulong Salt, ulong Key, int Sender, ulong Earlier);
}
