namespace VfioActors.Runtime.Control.Steps;

/// <summary>Who was made by whom in the first runs, and who was met again in another.</summary>
internal sealed class ActorCensus
{
    private readonly List<List<(string Maker, string Made)>> _runs = [];
    private readonly Dictionary<string, (int Run, bool Again)> _met = new(StringComparer.Ordinal);

    /// <summary>For each run the paths of makers and made, in the order of making.</summary>
    internal IReadOnlyList<IReadOnlyList<(string Maker, string Made)>> Runs => _runs;

    internal void Begin() => _runs.Add([]);

    internal void Made(string maker, string made)
    {
        Saw(made);
        _runs[^1].Add((maker, made));
    }

    internal void Saw(string path)
    {
        if (!_met.TryGetValue(path, out var met)) { _met[path] = (_runs.Count, false); }
        else if (met.Run != _runs.Count) { _met[path] = (met.Run, true); }
    }

    /// <summary>Whether an actor of this path was there in more runs than one.</summary>
    internal bool IsSteady(string path) => _met[path].Again;
}
