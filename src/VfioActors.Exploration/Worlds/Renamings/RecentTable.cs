namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>
/// What was found out of something by its fingerprint. Once the table is as large as it gets, a new answer takes the
/// place of an old one.
/// </summary>
/// <param name="sizeMax">How large it gets at most: a power of four.</param>
internal sealed class RecentTable<TValue>(int sizeMax)
{
    private const int SizeMin = 1 << 10;

    private (ulong Key, TValue Value)[] _known = new (ulong, TValue)[SizeMin];
    private int _added;

    /// <summary>Finds what is known.</summary>
    internal bool TryGet(ulong key, out TValue value)
    {
        ref var known = ref Place(ref key);
        value = known.Value;
        return known.Key == key;
    }

    /// <summary>Keeps something.</summary>
    internal void Put(ulong key, TValue value)
    {
        if (++_added > _known.Length && _known.Length < sizeMax) { Grow(); }
        Place(ref key) = (key, value);
    }

    /// <summary>Forgets all.</summary>
    internal void Clear() => (_known, _added) = (new (ulong, TValue)[SizeMin], 0);

    private void Grow()
    {
        var old = _known;
        (_known, _added) = (new (ulong, TValue)[old.Length * 4], 0);
        foreach (var known in old)
        {
            var key = known.Key;
            if (key != 0) { Place(ref key) = known; }
        }
    }

    /// <summary>0 is the key of no entry.</summary>
    private ref (ulong Key, TValue Value) Place(ref ulong key)
    {
        if (key == 0) { key = 1; }
        return ref _known[(int)((key >> 32) & ((ulong)_known.Length - 1))];
    }
}
