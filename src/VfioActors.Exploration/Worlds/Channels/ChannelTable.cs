using System.Runtime.InteropServices;
using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// The channels of a world, made as they are first needed and never unmade, and in the order of their keys those that
/// hold something.
/// </summary>
internal sealed class ChannelTable(int actors)
{
    /// <summary>Up to this many actors a square table is the faster way to find a channel, and small enough.</summary>
    private const int SquareLimit = 256;

    /// <summary>How many kinds of channels there are.</summary>
    private const int Kinds = 4;

    /// <summary>A rank's word of bits is its number shifted by this.</summary>
    internal const int WordShift = 6;

    private Channel[] _channels = new Channel[16];
    private readonly int[] _square = actors <= SquareLimit ? new int[(actors + 1) * (actors + 1) * Kinds] : [];
    private readonly Dictionary<long, int> _sparse = [];
    private readonly Dictionary<(long Key, ulong Content), int> _bags = [];
    private int[] _ranks = new int[16];
    private Choice[] _byRank = new Choice[16];
    private ulong[] _active = new ulong[1];
    private ulong[] _free = new ulong[1];

    internal int Count { get; private set; }

    /// <summary>
    /// The channels that hold something, as bits of their ranks: the place of a channel in the order of all keys.
    /// </summary>
    internal ReadOnlySpan<ulong> Active => _active;

    /// <summary>Those of them whose oldest message can be handled.</summary>
    internal ReadOnlySpan<ulong> Free => _free;

    /// <summary>How many hold something that cannot be handled yet.</summary>
    internal int HeldCount { get; private set; }

    internal Channel this[int channel] => _channels[channel];

    /// <summary>The number of a channel; a new one when it is the first use.</summary>
    internal int Find(ChannelKind kind, ActorId from, ActorId to)
    {
        ref var number = ref Place(kind, from, to);
        if (number == 0) { number = Add(new(kind, from, to, content: 0)); }
        return number - 1;
    }

    /// <summary>The number of the channel of the copies of one message of a bag.</summary>
    internal int FindBag(ActorId from, ActorId to, ulong content)
    {
        var key = Channel.KeyOf(ChannelKind.Messages, from, to);
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_bags, (key, content), out _);
        if (number == 0) { number = Add(new(ChannelKind.Messages, from, to, content)); }
        return number - 1;
    }

    /// <summary>
    /// The oldest message of the channel of a rank as a choice; for the host's answers the option is -1.
    /// </summary>
    internal ref readonly Choice ChoiceAt(int rank) => ref _byRank[rank];

    /// <summary>A channel holds something from now on; it is free until somebody says otherwise.</summary>
    internal void Activate(int channel)
    {
        var (word, bit) = BitOf(channel);
        _active[word] |= bit;
        _free[word] |= bit;
    }

    /// <summary>A channel holds nothing any more.</summary>
    internal void Deactivate(int channel)
    {
        var (word, bit) = BitOf(channel);
        if ((_free[word] & bit) == 0) { HeldCount--; }
        _active[word] &= ~bit;
        _free[word] &= ~bit;
    }

    /// <summary>No channel holds anything any more.</summary>
    internal void DeactivateAll()
    {
        Array.Clear(_active);
        Array.Clear(_free);
        HeldCount = 0;
    }

    /// <summary>Says whether the oldest message of an active channel can be handled.</summary>
    internal void SetFree(int channel, bool isFree)
    {
        var (word, bit) = BitOf(channel);
        if ((_free[word] & bit) != 0 == isFree) { return; }
        _free[word] ^= bit;
        HeldCount += isFree ? -1 : 1;
    }

    /// <returns>One more than the number it got.</returns>
    private int Add(Channel made)
    {
        if (Count == _channels.Length) { Array.Resize(ref _channels, Count * 2); }
        _channels[Count++] = made;
        Rank(Count - 1);
        return Count;
    }

    private (int Word, ulong Bit) BitOf(int channel)
    {
        var rank = _ranks[channel];
        return (rank >> WordShift, 1UL << rank);
    }

    /// <summary>Gives a new channel its rank: those with higher keys move up.</summary>
    private void Rank(int channel)
    {
        if (channel == _ranks.Length)
        {
            Array.Resize(ref _ranks, channel * 2);
            Array.Resize(ref _byRank, channel * 2);
        }

        if (channel >> WordShift == _active.Length)
        {
            Array.Resize(ref _active, _active.Length * 2);
            Array.Resize(ref _free, _free.Length * 2);
        }

        var made = _channels[channel];
        var rank = RankOf(made, channel);
        Array.Copy(_byRank, rank, _byRank, rank + 1, channel - rank);
        _byRank[rank] = new(channel, made.Kind == ChannelKind.Choices ? -1 : 0, made.To);
        for (var at = rank; at <= channel; at++) { _ranks[_byRank[at].Channel] = at; }
        MoveUp(_active, rank);
        MoveUp(_free, rank);
    }

    /// <summary>How many of the first channels come before one.</summary>
    private int RankOf(Channel made, int count)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var other = _channels[_byRank[middle].Channel];
            if ((other.Key, other.Content).CompareTo((made.Key, made.Content)) < 0) { low = middle + 1; }
            else { high = middle; }
        }

        return low;
    }

    /// <summary>Makes room for a bit, which is not set.</summary>
    private static void MoveUp(ulong[] bits, int rank)
    {
        var first = rank >> WordShift;
        for (var word = bits.Length - 1; word > first; word--) { bits[word] = bits[word] << 1 | bits[word - 1] >> 63; }
        var below = (1UL << rank) - 1;
        bits[first] = (bits[first] & below) | ((bits[first] & ~below) << 1);
    }

    private ref int Place(ChannelKind kind, ActorId from, ActorId to)
    {
        if (_square.Length > 0)
        {
            return ref _square[((((int)kind * (actors + 1)) + to.Value) * (actors + 1)) + from.Value];
        }

        var key = Channel.KeyOf(kind, from, to);
        return ref CollectionsMarshal.GetValueRefOrAddDefault(_sparse, key, out _);
    }
}
