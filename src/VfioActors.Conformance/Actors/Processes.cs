using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Actors;

/// <summary>The processes of a case.</summary>
internal sealed class Processes
{
    private readonly SortedDictionary<string, ProcessTable> _byName = new(StringComparer.Ordinal)
    {
        [Operation.MainProcess] = new(Operation.MainProcess, new(0)),
    };

    private int _made;

    public ProcessTable Main => _byName[Operation.MainProcess];

    /// <summary>The main one first, then the others by name.</summary>
    public IEnumerable<ProcessTable> Alive => _byName.Values.Where(process => process.IsAlive);

    public ProcessTable Of(Operation operation) => _byName[operation.Process];

    public ProcessTable Of(string name) => _byName[name];

    public ProcessTable Fork(ProcessTable parent, string child)
    {
        var copy = parent.Fork(child, new(++_made));
        _byName[child] = copy;
        return copy;
    }
}
