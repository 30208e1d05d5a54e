namespace VfioActors.Exploration.Worlds;

/// <summary>
/// For each event of a run the set of events that happened before it, as rows of bits. Events are numbered in the order
/// in which they happen; a row is valid until an event of the same or a lower number is written again.
/// </summary>
internal sealed class PastTable
{
    private const int Bits = 64;

    private ulong[] _rows = new ulong[Bits];
    private int _stride = 1;

    /// <summary>Empties the row of an event.</summary>
    internal void Open(int happened)
    {
        if (happened >= _stride * Bits) { Widen(); }
        if (_stride == 1) { _rows[happened] = 0; }
        else { _rows.AsSpan(happened * _stride, _stride).Clear(); }
    }

    /// <summary>Says that one event, with all before it, happened before another.</summary>
    internal void Add(int happened, int before)
    {
        if (_stride == 1)
        {
            _rows[happened] |= _rows[before] | (1UL << before);
            return;
        }

        var row = _rows.AsSpan(happened * _stride, _stride);
        var earlier = _rows.AsSpan(before * _stride, _stride);
        for (var word = 0; word < row.Length; word++) { row[word] |= earlier[word]; }
        row[before / Bits] |= 1UL << before;
    }

    /// <summary>Whether one event happened before another.</summary>
    internal bool IsBefore(int before, int happened) =>
        (_rows[(happened * _stride) + (before / Bits)] >> before & 1) != 0;

    /// <summary>Of the events that happened before an event those of one word, 64 to a word.</summary>
    internal ulong Word(int happened, int word) => _rows[(happened * _stride) + word];

    /// <summary>The row of an event.</summary>
    internal ReadOnlySpan<ulong> Row(int happened) => _rows.AsSpan(happened * _stride, _stride);

    private void Widen()
    {
        var wide = new ulong[_rows.Length * 4];
        for (var row = 0; row < _stride * Bits; row++)
        {
            _rows.AsSpan(row * _stride, _stride).CopyTo(wide.AsSpan(row * _stride * 2));
        }

        _rows = wide;
        _stride *= 2;
    }
}
