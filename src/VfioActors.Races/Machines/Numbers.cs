using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Races.Packing;

namespace VfioActors.Races.Machines;

/// <summary>A row of numbers, each of which can be changed: a part of a state.</summary>
internal sealed class Numbers : StatePart
{
    private readonly WordLayout _layout;
    private readonly long[] _values;
    private readonly long[] _before;
    private (int Place, long Old)[] _undo = new (int, long)[16];
    private int _changes;
    private bool _isOpen;

    /// <param name="owner">The state.</param>
    /// <param name="initial">What they start with.</param>
    /// <param name="layout">What each is for.</param>
    internal Numbers(State owner, long[] initial, WordLayout layout)
        : base(owner)
    {
        _layout = layout;
        _values = [.. initial];
        _before = new long[initial.Length];
        if (Keeps) { Rehash(0, Contribution()); }
    }

    /// <summary>How many there are.</summary>
    internal int Count => _values.Length;

    /// <summary>All of them, to read.</summary>
    internal ReadOnlySpan<long> All => _values;

    /// <summary>One of them.</summary>
    internal long this[int place]
    {
        get => _values[place];
        set
        {
            if (!_isOpen && _values[place] != value) { Changed(place, _values[place], value); }
            _values[place] = value;
        }
    }

    /// <summary>
    /// Begins a step that changes some of them over and over: only what has become of them at its end counts.
    /// </summary>
    internal void Open()
    {
        if (!Keeps) { return; }
        _values.CopyTo(_before, 0);
        _isOpen = true;
    }

    /// <summary>Ends such a step.</summary>
    internal void Close()
    {
        if (!_isOpen) { return; }
        _isOpen = false;
        for (var place = 0; place < _values.Length; place++)
        {
            if (_values[place] != _before[place]) { Changed(place, _before[place], _values[place]); }
        }
    }

    /// <inheritdoc/>
    protected override void TakeBack()
    {
        var (place, old) = _undo[--_changes];
        Rehash(Hash(place, _values[place]), Hash(place, old));
        _values[place] = old;
    }

    /// <inheritdoc/>
    protected override ulong Contribution()
    {
        var sum = 0UL;
        for (var place = 0; place < _values.Length; place++) { unchecked { sum += Hash(place, _values[place]); } }
        return sum;
    }

    /// <inheritdoc/>
    protected override ulong Contribution(Renaming renaming)
    {
        var sum = 0UL;
        for (var place = 0; place < _values.Length; place++) { unchecked { sum += ContributionOf(place, renaming); } }
        return sum;
    }

    /// <inheritdoc/>
    protected override int PieceCount => _values.Length;

    /// <inheritdoc/>
    protected override ulong ContributionOf(int piece) => Hash(piece, _values[piece]);

    /// <inheritdoc/>
    protected override ulong ContributionOf(int piece, Renaming renaming)
    {
        if (_values[piece] == 0) { return 0; }
        var value = RenamedWord.Of(_layout.KindOf(piece), _values[piece], renaming);
        return Hash(_layout.PlaceOf(piece, renaming), value);
    }

    /// <summary>What one of them is for.</summary>
    internal WordKind KindOf(int place) => _layout.KindOf(place);

    private void Changed(int place, long old, long value)
    {
        if (!Keeps) { return; }
        if (_changes == _undo.Length) { Array.Resize(ref _undo, _changes * 2); }
        _undo[_changes++] = (place, old);
        Note();
        Rehash(Hash(place, old), Hash(place, value));
    }

    /// <summary>A zero adds nothing: rows are long, and mostly empty.</summary>
    private ulong Hash(int place, long value) => value == 0 ? 0 : HashOf(place, value);
}
