using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Livelocks;

/// <summary>Every state that a world can come to and every step between them, each once.</summary>
internal sealed class StateGraph
{
    private readonly List<int> _firstOut = [];
    private readonly List<StateEdge> _edges = [];

    /// <summary>For each state the step by which it was met first; -1 for the state at the start.</summary>
    private readonly List<int> _cameBy = [];

    private StateGraph()
    {
    }

    internal int States => _firstOut.Count;

    /// <summary>Looks at all of them.</summary>
    /// <param name="world">At its start; it is there again afterwards.</param>
    /// <param name="statesMax">When there are more, it is not known.</param>
    /// <param name="isOver">Asked now and then whether to give up.</param>
    /// <returns>Null when there are too many.</returns>
    internal static StateGraph? Of(World world, int statesMax, Func<bool> isOver)
    {
        StateGraph graph = new();
        var whole = graph.Fill(world, statesMax, isOver);
        world.BackTo(0);
        return whole ? graph : null;
    }

    /// <summary>The steps out of a state.</summary>
    internal IEnumerable<StateEdge> Out(int state)
    {
        for (var at = _firstOut[state]; at >= 0; at = _edges[at].Next) { yield return _edges[at]; }
    }

    /// <summary>The steps from the start to a state.</summary>
    internal List<Choice> WayTo(int state)
    {
        List<Choice> way = [];
        for (var edge = _cameBy[state]; edge >= 0; edge = _cameBy[_edges[edge].From]) { way.Add(_edges[edge].Choice); }
        way.Reverse();
        return way;
    }

    private bool Fill(World world, int statesMax, Func<bool> isOver)
    {
        Dictionary<ulong, int> numbers = new() { [world.FutureFingerprint] = Add(-1) };
        Stack<(int State, int Depth, Choice[] Choices, int Next)> path = new([(0, 0, world.Enabled.ToArray(), 0)]);
        while (path.TryPop(out var at))
        {
            if (at.Next == at.Choices.Length) { continue; }
            path.Push(at with { Next = at.Next + 1 });
            world.BackTo(at.Depth);
            var isOption = world.OptionsOf(at.Choices[at.Next].Channel) > 1;
            world.Take(at.Choices[at.Next]);
            var fingerprint = world.FutureFingerprint;
            var isNew = !numbers.TryGetValue(fingerprint, out var to);
            if (isNew) { numbers[fingerprint] = to = Add(_edges.Count); }
            _edges.Add(new(at.State, to, at.Choices[at.Next], isOption, _firstOut[at.State]));
            _firstOut[at.State] = _edges.Count - 1;
            if (!isNew) { continue; }
            if (States > statesMax || world.Depth >= Explorer.StepsPerRunMax || isOver()) { return false; }
            path.Push((to, world.Depth, world.Enabled.ToArray(), 0));
        }

        return true;
    }

    private int Add(int cameBy)
    {
        _firstOut.Add(-1);
        _cameBy.Add(cameBy);
        return _firstOut.Count - 1;
    }
}
