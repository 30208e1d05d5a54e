namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>A set of channels for each depth of a search, in the order in which they came to it.</summary>
internal sealed class ChannelSets
{
    private const int Bits = 64;

    /// <summary>A set has room for so many channels before it grows.</summary>
    private const int FirstRoom = 4;

    private ulong[] _rows = new ulong[Bits];
    private int _stride = 1;

    /// <summary>For each depth its channels in their order, and how many there are.</summary>
    private int[][] _order = [];
    private int[] _counts = [];

    /// <summary>Empties the set of a depth.</summary>
    internal void Open(int depth, int channels)
    {
        while (channels > _stride * Bits) { Widen(); }
        var end = (depth + 1) * _stride;
        if (end > _rows.Length) { Array.Resize(ref _rows, end * 2); }
        _rows.AsSpan(depth * _stride, _stride).Clear();
        if (depth >= _counts.Length) { Deepen(depth); }
        _counts[depth] = 0;
    }

    /// <summary>Adds a channel behind the others, if it is not there.</summary>
    internal void Add(int depth, int channel)
    {
        var count = _counts[depth];
        if (count > 0 && Has(depth, channel)) { return; }
        while (channel >= _stride * Bits) { Widen(); }
        _rows[(depth * _stride) + (channel / Bits)] |= 1UL << channel;
        _counts[depth] = count + 1;
        if (count == _order[depth].Length) { Array.Resize(ref _order[depth], Math.Max(FirstRoom, count * 2)); }
        _order[depth][count] = channel;
    }

    internal bool Has(int depth, int channel) =>
        channel < _stride * Bits && (_rows[(depth * _stride) + (channel / Bits)] >> channel & 1) != 0;

    /// <summary>The channels of a depth in their order.</summary>
    internal ReadOnlySpan<int> Of(int depth) => _order[depth].AsSpan(0, _counts[depth]);

    /// <summary>Makes the set of a depth one of these channels.</summary>
    internal void Set(int depth, int channels, ReadOnlySpan<int> members)
    {
        Open(depth, channels);
        foreach (var channel in members) { Add(depth, channel); }
    }

    private void Deepen(int depth)
    {
        var before = _counts.Length;
        Array.Resize(ref _counts, (depth + 1) * 2);
        Array.Resize(ref _order, (depth + 1) * 2);
        _order.AsSpan(before).Fill([]);
    }

    private void Widen()
    {
        var wide = new ulong[_rows.Length * 2];
        for (var depth = 0; depth < _rows.Length / _stride; depth++)
        {
            _rows.AsSpan(depth * _stride, _stride).CopyTo(wide.AsSpan(depth * _stride * 2));
        }

        _rows = wide;
        _stride *= 2;
    }
}
