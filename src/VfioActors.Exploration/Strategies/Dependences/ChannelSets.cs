namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>A set of channels for each depth of a search.</summary>
internal sealed class ChannelSets
{
    private const int Bits = 64;

    private ulong[] _rows = new ulong[Bits];
    private int _stride = 1;

    /// <summary>Empties the set of a depth.</summary>
    internal void Open(int depth, int channels)
    {
        while (channels > _stride * Bits) { Widen(); }
        var end = (depth + 1) * _stride;
        if (end > _rows.Length) { Array.Resize(ref _rows, end * 2); }
        _rows.AsSpan(depth * _stride, _stride).Clear();
    }

    internal void Add(int depth, int channel)
    {
        while (channel >= _stride * Bits) { Widen(); }
        _rows[(depth * _stride) + (channel / Bits)] |= 1UL << channel;
    }

    internal bool Has(int depth, int channel) =>
        channel < _stride * Bits && (_rows[(depth * _stride) + (channel / Bits)] >> channel & 1) != 0;

    /// <summary>The channels of a depth, lowest first.</summary>
    internal int[] Of(int depth) => [.. Enumerable.Range(0, _stride * Bits).Where(channel => Has(depth, channel))];

    /// <summary>Makes the set of a depth one of these channels.</summary>
    internal void Set(int depth, int channels, ReadOnlySpan<int> members)
    {
        Open(depth, channels);
        foreach (var channel in members) { Add(depth, channel); }
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
