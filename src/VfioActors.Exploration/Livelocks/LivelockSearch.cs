using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Livelocks;

/// <summary>
/// Looks in all states of a world for steps that a fair scheduler may take for ever. Depth first search alone sees
/// circles, but a fair one may consist of several, none of which is fair by itself.
/// </summary>
/// <remarks>
/// A component is left when somebody who could go on in each of its states never does inside it; a state with an answer
/// of the host that leads out of it is left some time and taken out, and what remains is looked at again. As in Emerson
/// and Lei, "Modalities for Model Checking", Science of Computer Programming 8(3), 1987.
/// </remarks>
internal static class LivelockSearch
{
    /// <summary>
    /// The steps of a run that goes round for ever in its end, and from where on.
    /// </summary>
    /// <param name="graph">All states.</param>
    /// <returns>Null when every fair run comes to rest.</returns>
    internal static (List<Choice> Steps, int From)? Find(StateGraph graph)
    {
        Stack<HashSet<int>> open = new(Components.Of(graph, [.. Enumerable.Range(0, graph.States)]));
        while (open.TryPop(out var component))
        {
            if (IsKeptBack(graph, component)) { continue; }
            var left = component.Where(state => !IsLeft(graph, component, state)).ToHashSet();
            if (left.Count == component.Count) { return Run(graph, component); }
            foreach (var smaller in Components.Of(graph, left)) { open.Push(smaller); }
        }

        return null;
    }

    /// <summary>Whether somebody could go on in each state and never does without leaving.</summary>
    private static bool IsKeptBack(StateGraph graph, HashSet<int> component)
    {
        SortedSet<int>? waiting = null;
        foreach (var state in component)
        {
            var channels = graph.Out(state).Select(edge => edge.Choice.Channel);
            if (waiting is null) { waiting = [.. channels]; }
            else { waiting.IntersectWith(channels); }
        }

        waiting!.ExceptWith(Inside(graph, component).Select(edge => edge.Choice.Channel));
        return waiting.Count > 0;
    }

    /// <summary>Whether an answer of the host leads out of the component from here.</summary>
    private static bool IsLeft(StateGraph graph, HashSet<int> component, int state) =>
        graph.Out(state).Any(edge => edge.IsOption && !component.Contains(edge.To));

    private static IEnumerable<StateEdge> Inside(StateGraph graph, HashSet<int> component) =>
        component.Order().SelectMany(graph.Out).Where(edge => component.Contains(edge.To));

    /// <summary>
    /// To the component, and once around in it: past each channel's step and each answer of the host.
    /// </summary>
    private static (List<Choice> Steps, int From) Run(StateGraph graph, HashSet<int> component)
    {
        var home = component.Min();
        var steps = graph.WayTo(home);
        var from = steps.Count;
        var at = home;
        foreach (var goal in Goals(graph, component))
        {
            Walk(graph, component, ref at, goal.From, steps);
            steps.Add(goal.Choice);
            at = goal.To;
        }

        foreach (var rest in Rests(graph, component)) { Walk(graph, component, ref at, rest, steps); }
        Walk(graph, component, ref at, home, steps);
        return (steps, from);
    }

    /// <summary>For each channel that is never served inside: a state in which it has nothing to serve.</summary>
    private static IEnumerable<int> Rests(StateGraph graph, HashSet<int> component)
    {
        var served = Inside(graph, component).Select(edge => edge.Choice.Channel).ToHashSet();
        var unserved = component.SelectMany(graph.Out).Select(edge => edge.Choice.Channel).ToHashSet();
        unserved.ExceptWith(served);
        return unserved.Order().Select(channel =>
            component.Order().First(state => graph.Out(state).All(edge => edge.Choice.Channel != channel)));
    }

    private static List<StateEdge> Goals(StateGraph graph, HashSet<int> component)
    {
        HashSet<int> channels = [];
        return [.. Inside(graph, component).Where(edge => channels.Add(edge.Choice.Channel) || edge.IsOption)];
    }

    /// <summary>Goes the shortest way inside the component.</summary>
    private static void Walk(StateGraph graph, HashSet<int> component, ref int at, int to, List<Choice> steps)
    {
        Dictionary<int, StateEdge> cameBy = [];
        Queue<int> open = new([at]);
        while (at != to && !cameBy.ContainsKey(to) && open.TryDequeue(out var state))
        {
            foreach (var edge in graph.Out(state).Where(edge => component.Contains(edge.To)))
            {
                if (edge.To != at && cameBy.TryAdd(edge.To, edge)) { open.Enqueue(edge.To); }
            }
        }

        List<Choice> way = [];
        for (var back = to; back != at; back = cameBy[back].From) { way.Add(cameBy[back].Choice); }
        way.Reverse();
        steps.AddRange(way);
        at = to;
    }
}
