using VfioActors.Behaviors;

namespace VfioActors.Races.Machines;

/// <summary>A row of numbers, each of which can be changed: a part of a state.</summary>
internal sealed class Numbers : StatePart
{
    private readonly long[] _values;
    private (int Place, long Old)[] _undo = new (int, long)[16];
    private int _changes;

    /// <param name="owner">The state.</param>
    /// <param name="initial">What they start with.</param>
    internal Numbers(State owner, long[] initial)
        : base(owner)
    {
        _values = [.. initial];
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
            var old = _values[place];
            if (old == value) { return; }
            if (Keeps)
            {
                if (_changes == _undo.Length) { Array.Resize(ref _undo, _changes * 2); }
                _undo[_changes++] = (place, old);
                Note();
                Rehash(Hash(place, old), Hash(place, value));
            }

            _values[place] = value;
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

    /// <summary>A zero adds nothing: rows are long, and mostly empty.</summary>
    private ulong Hash(int place, long value) => value == 0 ? 0 : HashOf(place, value);
}
