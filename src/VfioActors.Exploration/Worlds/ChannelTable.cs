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

    private readonly List<Channel> _channels = [];
    private readonly int[] _square = actors <= SquareLimit ? new int[(actors + 1) * (actors + 1) * 3] : [];
    private readonly Dictionary<long, int> _sparse = [];
    private int[] _active = new int[16];
    private int _activeCount;

    internal int Count => _channels.Count;

    internal ReadOnlySpan<int> Active => _active.AsSpan(0, _activeCount);

    internal Channel this[int channel] => CollectionsMarshal.AsSpan(_channels)[channel];

    /// <summary>The number of a channel; a new one when it is the first use.</summary>
    internal int Find(ChannelKind kind, ActorId from, ActorId to)
    {
        ref var number = ref Place(kind, from, to);
        if (number == 0)
        {
            _channels.Add(new(kind, from, to));
            number = _channels.Count;
        }

        return number - 1;
    }

    internal void Activate(int channel)
    {
        if (_activeCount == _active.Length) { Array.Resize(ref _active, _activeCount * 2); }
        var at = PlaceOf(this[channel].Key);
        for (var move = _activeCount; move > at; move--) { _active[move] = _active[move - 1]; }
        _active[at] = channel;
        _activeCount++;
    }

    internal void Deactivate(int channel)
    {
        var at = PlaceOf(this[channel].Key);
        _activeCount--;
        for (var move = at; move < _activeCount; move++) { _active[move] = _active[move + 1]; }
    }

    private ref int Place(ChannelKind kind, ActorId from, ActorId to)
    {
        if (_square.Length > 0)
        {
            return ref _square[((((int)kind * (actors + 1)) + to.Value) * (actors + 1)) + from.Value];
        }

        var key = ((long)to.Value << 34) | ((long)from.Value << 2) | (long)kind;
        return ref CollectionsMarshal.GetValueRefOrAddDefault(_sparse, key, out _);
    }

    private int PlaceOf(long key)
    {
        var (low, high) = (0, _activeCount);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (this[_active[middle]].Key < key) { low = middle + 1; }
            else { high = middle; }
        }

        return low;
    }
}
