using System.Numerics;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>The numbers of channels that are given as bits of their ranks, in the order of their keys.</summary>
internal ref struct RankedChannels(ChannelTable channels, ReadOnlySpan<ulong> words)
{
    private readonly ReadOnlySpan<ulong> _words = words;
    private int _word = -1;
    private ulong _bits;

    public int Current { get; private set; }

    public readonly RankedChannels GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_bits == 0)
        {
            if (++_word >= _words.Length) { return false; }
            _bits = _words[_word];
        }

        var rank = (_word << ChannelTable.WordShift) + BitOperations.TrailingZeroCount(_bits);
        _bits &= _bits - 1;
        Current = channels.ChoiceAt(rank).Channel;
        return true;
    }
}
