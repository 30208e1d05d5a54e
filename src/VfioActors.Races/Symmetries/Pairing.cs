namespace VfioActors.Races.Symmetries;

/// <summary>Which number of the one stands for which of the other, one to one.</summary>
internal sealed class Pairing
{
    private readonly Dictionary<int, int> _there = [];
    private readonly Dictionary<int, int> _back = [];
    private readonly List<(int One, int Other)> _own = [];

    /// <summary>Those that are not the same, in the order in which they were met.</summary>
    internal IReadOnlyList<(int One, int Other)> Own => _own;

    /// <summary>Those that are the same.</summary>
    internal IEnumerable<int> Shared => _there.Where(pair => pair.Key == pair.Value).Select(pair => pair.Key);

    /// <summary>What stands for a number; null when nothing is known to.</summary>
    internal int? Of(int one) => _there.TryGetValue(one, out var other) ? other : null;

    /// <summary>One stands for the other.</summary>
    /// <param name="isNew">Whether it was not known.</param>
    /// <returns>False where one of them stands for something else.</returns>
    internal bool TryPair(int one, int other, out bool isNew)
    {
        isNew = false;
        if (_there.TryGetValue(one, out var known)) { return known == other; }
        if (!_back.TryAdd(other, one)) { return false; }
        isNew = true;
        _there[one] = other;
        if (one != other) { _own.Add((one, other)); }
        return true;
    }
}
