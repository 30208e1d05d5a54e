namespace VfioActors.Vfio.Runs;

/// <summary>Goes through the runs of a map in the order of their keys; the map must not change meanwhile.</summary>
/// <typeparam name="TRun">What is told of a run.</typeparam>
public struct RunEnumerator<TRun>
    where TRun : unmanaged, IRun<TRun>
{
    private RunLeaf<RunKey, KeyedRun<TRun>>? _leaf;
    private int _at;

    internal RunEnumerator(RunLeaf<RunKey, KeyedRun<TRun>> leaf) => (_leaf, _at) = (leaf, -1);

    /// <summary>The run in hand.</summary>
    public readonly KeyedRun<TRun> Current => _leaf![_at];

    /// <summary>Goes on to the next run.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (++_at < _leaf!.Count) { return true; }
        if (_leaf.Next is null) { return false; }
        (_leaf, _at) = (_leaf.Next, 0);
        return true;
    }
}
