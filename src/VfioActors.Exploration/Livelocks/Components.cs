namespace VfioActors.Exploration.Livelocks;

/// <summary>
/// The strongly connected components of a part of a graph: from each state of one every other is reached.
/// </summary>
/// <remarks>
/// Tarjan, "Depth-First Search and Linear Graph Algorithms", SIAM Journal on Computing 1(2), 1972; without recursion.
/// </remarks>
internal sealed class Components
{
    private readonly StateGraph _graph;
    private readonly HashSet<int> _part;
    private readonly Dictionary<int, (int Index, int Low)> _seen = [];
    private readonly HashSet<int> _onStack = [];
    private readonly Stack<int> _stack = [];
    private readonly List<HashSet<int>> _found = [];

    private Components(StateGraph graph, HashSet<int> part) => (_graph, _part) = (graph, part);

    /// <summary>Those in which steps can be taken for ever.</summary>
    internal static IReadOnlyList<HashSet<int>> Of(StateGraph graph, HashSet<int> part)
    {
        Components components = new(graph, part);
        foreach (var state in part.Order())
        {
            if (!components._seen.ContainsKey(state)) { components.Visit(state); }
        }

        return components._found;
    }

    private void Visit(int root)
    {
        Stack<(int State, IEnumerator<StateEdge> Out)> path = [];
        Enter(root, path);
        while (path.TryPeek(out var at))
        {
            if (at.Out.MoveNext())
            {
                Follow(at.State, at.Out.Current.To, path);
                continue;
            }

            path.Pop();
            Leave(at.State);
            if (path.TryPeek(out var above)) { Lower(above.State, _seen[at.State].Low); }
        }
    }

    private void Enter(int state, Stack<(int State, IEnumerator<StateEdge> Out)> path)
    {
        _seen[state] = (_seen.Count, _seen.Count);
        _stack.Push(state);
        _onStack.Add(state);
        path.Push((state, _graph.Out(state).GetEnumerator()));
    }

    private void Follow(int state, int to, Stack<(int State, IEnumerator<StateEdge> Out)> path)
    {
        if (!_part.Contains(to)) { return; }
        if (!_seen.TryGetValue(to, out var known)) { Enter(to, path); }
        else if (_onStack.Contains(to)) { Lower(state, known.Index); }
    }

    private void Lower(int state, int low)
    {
        var known = _seen[state];
        if (low < known.Low) { _seen[state] = known with { Low = low }; }
    }

    private void Leave(int state)
    {
        if (_seen[state].Low != _seen[state].Index) { return; }
        HashSet<int> component = [];
        int member;
        do
        {
            member = _stack.Pop();
            _onStack.Remove(member);
            component.Add(member);
        }
        while (member != state);
        var goesOn = component.Count > 1 || _graph.Out(state).Any(edge => edge.To == state);
        if (goesOn) { _found.Add(component); }
    }
}
