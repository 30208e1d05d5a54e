using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Tests.Strategies.Sharing;

public sealed class FinishingOrderTests
{
    private const int Graphs = 4_000;

    /// <summary>On random graphs, searched by several parts whose moves come in random order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void There_is_a_way_round_when_one_went_it_or_something_waits_for_ever(int parts)
    {
        var (round, byNobody) = (0, 0);
        for (var number = 0; number < Graphs; number++)
        {
            SeededRandom random = new(number);
            var graph = Draw(random);
            var (wentRound, waits) = Search(graph, parts, random);
            Assert.Equal(GoesRound(graph), wentRound || waits);
            if (wentRound || waits) { round++; }
            if (!wentRound && waits) { byNobody++; }
        }

        Assert.InRange(round, Graphs / 4, Graphs * 3 / 4);
        Assert.Equal(parts > 1, byNobody > 0);
    }

    private static (bool WentRound, bool Waits) Search(int[][] graph, int parts, SeededRandom random)
    {
        SharedStates met = new();
        GraphWalk[] walks = [.. Enumerable.Range(0, parts).Select(_ => new GraphWalk(graph, met))];
        walks[0].Begin(0);
        while (walks.Any(walk => !walk.IsIdle))
        {
            var walk = walks[random.Below(parts)];
            if (!walk.IsIdle) { walk.Move(); }
            else { walks[random.Below(parts)].GiveTo(walk); }
        }

        return (walks.Any(walk => walk.WentRound), met.Order.HasCircle);
    }

    /// <summary>Steps lead to later places, and seldom back.</summary>
    private static int[][] Draw(SeededRandom random)
    {
        var places = 2 + random.Below(20);
        return
        [
            .. Enumerable.Range(0, places).Select(place =>
                Enumerable.Range(0, random.Below(4)).Select(_ => random.Below(24) == 0 || place == places - 1
                    ? random.Below(places)
                    : place + 1 + random.Below(places - place - 1)).ToArray()),
        ];
    }

    /// <summary>By taking away places that no step leads to, as Kahn does; of those that can be come to.</summary>
    private static bool GoesRound(int[][] graph)
    {
        HashSet<int> left = [];
        Stack<int> open = new([0]);
        while (open.TryPop(out var place))
        {
            if (!left.Add(place)) { continue; }
            foreach (var next in graph[place]) { open.Push(next); }
        }

        while (left.RemoveWhere(place => !graph[place].Any(left.Contains)) > 0) { }
        return left.Count > 0;
    }
}
