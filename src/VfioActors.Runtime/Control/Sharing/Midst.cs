namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// What actors share beside messages and one step uses several times. Steps are taken whole, and on several threads the
/// step of another actor may come in between.
/// </summary>
internal sealed class Midst
{
    private readonly Dictionary<int, bool> _now = [];
    private readonly SortedDictionary<int, HashSet<(int By, bool Changes)>> _severally = [];
    private readonly Dictionary<int, HashSet<(int By, bool Changes)>> _all = [];
    private readonly HashSet<int> _looked = [];
    private int _uses;

    /// <summary>
    /// What is used by a step in whose midst another may change it, or see it as it is neither before nor after.
    /// </summary>
    internal IEnumerable<int> Things => _severally
        .Where(one => one.Value.Any(mine => _all[one.Key].Any(other =>
            other.By != mine.By && (other.Changes || mine.Changes))))
        .Select(one => one.Key);

    /// <summary>A step begins.</summary>
    internal void Begin()
    {
        if (_uses == 0) { return; }
        _now.Clear();
        _looked.Clear();
        _uses = 0;
    }

    /// <summary>
    /// The step in hand looks for an actor. Akka.NET asks several times for one search, until something is sent.
    /// </summary>
    internal void Look(int by, int thing)
    {
        if (_looked.Add(thing)) { Use(by, thing, changes: false); }
    }

    /// <summary>The step in hand sends something: what it looks for from now on it looks for again.</summary>
    internal void Sent()
    {
        if (_looked.Count > 0) { _looked.Clear(); }
    }

    /// <summary>The step in hand uses something.</summary>
    internal void Use(int by, int thing, bool changes)
    {
        SetOf(_all, thing).Add((by, changes));
        _now[thing] = changes || _now.GetValueOrDefault(thing);
        _uses++;
        if (_uses < 2) { return; }
        foreach (var (one, isChanged) in _now) { SetOf(_severally, one).Add((by, isChanged)); }
    }

    private static HashSet<(int By, bool Changes)> SetOf(
        IDictionary<int, HashSet<(int By, bool Changes)>> sets, int thing)
    {
        if (!sets.TryGetValue(thing, out var known)) { sets[thing] = known = []; }
        return known;
    }
}
