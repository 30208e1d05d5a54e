using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Ahead;

/// <summary>
/// The messages on their way, under causal delivery, to actors that hear several others: only those can hold another
/// one back, behind whom knows of them.
/// </summary>
/// <param name="network">Where they are on their way.</param>
internal sealed class MessagesAwaited(Network network)
{
    private const int Bits = 64;

    private readonly HappensBefore _order = network.Order;

    /// <summary>All of them, where a run sent so little that they are one word, and all but one.</summary>
    private ulong _all;
    private ulong _others;

    /// <summary>As <see cref="_others"/>, where they are several words.</summary>
    private ulong[] _words = [];
    private bool _areWords;
    private int _leftOut;

    /// <summary>Looks for them; none is left out.</summary>
    internal void Find()
    {
        _areWords = !_order.AreWords;
        if (_areWords)
        {
            FindWords();
            return;
        }

        _all = 0;
        foreach (var receiver in network.Shared) { _all |= _order.WaitingWord(receiver); }
        _others = _all;
    }

    /// <summary>One of them is handled: from now on it is left out, and no other.</summary>
    /// <param name="message">Its place in the order of sending; it need not be one of them.</param>
    internal void LeaveOut(int message)
    {
        if (!_areWords)
        {
            _others = _all & ~(1UL << message);
            return;
        }

        if (_leftOut >= 0) { _words[_leftOut / Bits] |= 1UL << _leftOut; }
        ref var word = ref _words[message / Bits];
        _leftOut = (word >> message & 1) == 0 ? -1 : message;
        word &= ~(1UL << message);
    }

    /// <summary>Whether an actor knows of one that is not left out.</summary>
    internal bool AreKnownTo(int actor) => _areWords
        ? _order.ActorKnows(actor, _words)
        : _others != 0 && (_order.WordsOfActors[actor] & _others) != 0;

    private void FindWords()
    {
        _leftOut = -1;
        var stride = _order.OfActor(0).Length;
        if (_words.Length != stride) { _words = new ulong[stride]; }
        Array.Clear(_words);
        foreach (var receiver in network.Shared)
        {
            var waiting = _order.WaitingOf(receiver);
            for (var word = 0; word < waiting.Length; word++) { _words[word] |= waiting[word]; }
        }
    }
}
