using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Tests.Strategies.Sharing;

/// <summary>
/// One part of a search through a graph, which moves when it is told to: so that any order of the moves of several can
/// be tried without threads.
/// </summary>
/// <param name="graph">For each place the places a step away.</param>
internal sealed class GraphWalk(int[][] graph, SharedStates met)
{
    private const int Ways = 10;

    private readonly StatesHand _hand = met.Join();
    private readonly List<(int Place, int Next, int End, UnfinishedState? State)> _path = [];

    /// <summary>Whether it came to a place that it is still at.</summary>
    internal bool WentRound { get; private set; }

    internal bool IsIdle => _path.Count == 0;

    /// <summary>Begins the whole graph.</summary>
    internal void Begin(int place)
    {
        _hand.Add(ReachedOf(place), out _);
        _path.Add((place, 0, graph[place].Length, null));
    }

    /// <summary>Gives the steps that are left nearest to its beginning to another part.</summary>
    internal void GiveTo(GraphWalk other)
    {
        for (var depth = 0; depth < _path.Count - 1; depth++)
        {
            var (place, next, end, state) = _path[depth];
            if (next == end) { continue; }
            var shared = met.Order.Share(state, ReachedOf(place));
            _path[depth] = (place, next, next, shared);
            other._path.Add((place, next, end, shared));
            return;
        }
    }

    /// <summary>Takes one step, or goes back by one.</summary>
    internal void Move()
    {
        var (place, next, end, state) = _path[^1];
        if (next == end)
        {
            GoBack(place, state);
            return;
        }

        _path[^1] = (place, next + 1, end, state);
        Arrive(graph[place][next]);
    }

    private void Arrive(int place)
    {
        if (_hand.Add(ReachedOf(place), out var isFinished))
        {
            _path.Add((place, 0, graph[place].Length, null));
            return;
        }

        if (isFinished) { return; }
        if (_path.Any(at => at.Place == place)) { WentRound = true; }
        else { Await(place); }
    }

    private void GoBack(int place, UnfinishedState? state)
    {
        met.Order.Leave(_hand, state, ReachedOf(place));
        _path.RemoveAt(_path.Count - 1);
        if (_path.Count > 0 && state is not null) { Await(place); }
    }

    private void Await(int place)
    {
        var top = _path[^1];
        _path[^1] = top with { State = met.Order.Await(_hand, top.State, ReachedOf(top.Place), ReachedOf(place)) };
    }

    /// <summary>
    /// Some places are the same state with something else broken before, in more ways than a mark of a state can say.
    /// </summary>
    private static ReachedState ReachedOf(int place) =>
        new(Word(place / Ways), place % Ways == 0 ? 0 : Word(-(place % Ways)));

    private static ulong Word(int seed) => new SeededRandom(seed).Next();
}
