using System.Runtime.InteropServices;
using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// The channels of a world, made as they are first needed and never unmade, and in the order of their keys those that
/// hold something.
/// </summary>
internal sealed class ChannelTable(int actors)
{
    /// <summary>Up to this many actors a square table is the faster way to find a channel, and small enough.</summary>
    private const int SquareLimit = 256;

    private Channel[] _channels = new Channel[16];
    private readonly int[] _square = actors <= SquareLimit ? new int[(actors + 1) * (actors + 1) * 3] : [];
    private readonly Dictionary<long, int> _sparse = [];
    private int[] _active = new int[16];
    private long[] _keys = new long[16];
    private int _activeCount;

    internal int Count { get; private set; }

    internal ReadOnlySpan<int> Active => _active.AsSpan(0, _activeCount);

    /// <summary>Whether an active channel is the only one to its receiver: those to one actor stand together.</summary>
    /// <param name="at">Its place among the active ones.</param>
    internal bool IsAlone(int at)
    {
        var receiver = _keys[at] >> Channel.ReceiverShift;
        return (at == 0 || _keys[at - 1] >> Channel.ReceiverShift != receiver)
            && (at + 1 >= _activeCount || _keys[at + 1] >> Channel.ReceiverShift != receiver);
    }

    internal Channel this[int channel] => _channels[channel];

    /// <summary>The number of a channel; a new one when it is the first use.</summary>
    internal int Find(ChannelKind kind, ActorId from, ActorId to)
    {
        ref var number = ref Place(kind, from, to);
        if (number == 0)
        {
            if (Count == _channels.Length) { Array.Resize(ref _channels, Count * 2); }
            _channels[Count++] = new(kind, from, to);
            number = Count;
        }

        return number - 1;
    }

    /// <summary>Puts a channel in its place: there are few, and new ones tend to come behind.</summary>
    internal void Activate(int channel)
    {
        if (_activeCount == _active.Length)
        {
            Array.Resize(ref _active, _activeCount * 2);
            Array.Resize(ref _keys, _activeCount * 2);
        }

        var key = _channels[channel].Key;
        var at = _activeCount++;
        for (; at > 0 && _keys[at - 1] > key; at--) { (_active[at], _keys[at]) = (_active[at - 1], _keys[at - 1]); }
        (_active[at], _keys[at]) = (channel, key);
    }

    internal void Deactivate(int channel)
    {
        var at = 0;
        while (_active[at] != channel) { at++; }
        _activeCount--;
        for (; at < _activeCount; at++) { (_active[at], _keys[at]) = (_active[at + 1], _keys[at + 1]); }
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
