using VfioActors.Cluster.Orders;

namespace VfioActors.Cluster.Tests.Fleets;

/// <summary>Nodes that count as real ones do, without any threads: each has work, which leads to letters.</summary>
internal sealed class SimulatedNodes
{
    private readonly int _nodes;
    private readonly Random _random;
    private readonly int[] _work;
    private readonly long[,] _sent;
    private readonly long[,] _handled;
    private readonly List<(int From, int To)> _letters = [];
    private int _budget = 60;

    internal SimulatedNodes(int nodes, Random random)
    {
        (_nodes, _random) = (nodes, random);
        _work = [.. Enumerable.Range(0, nodes).Select(_ => random.Next(3))];
        (_sent, _handled) = (new long[nodes, nodes], new long[nodes, nodes]);
    }

    /// <summary>The look at which rest was said.</summary>
    internal int? Said { get; set; }

    internal bool IsAtRest => _letters.Count == 0 && _work.All(work => work == 0);

    /// <summary>Takes some steps, of whichever nodes.</summary>
    internal void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            if (_letters.Count > 0 && _random.Next(2) == 0) { Hear(); }
            else { Work(_random.Next(_nodes)); }
        }
    }

    internal NodeLook Look(int node) => LookOf(
        [.. Enumerable.Range(0, _nodes).Select(other => _handled[node, other])],
        [.. Enumerable.Range(0, _nodes).Select(other => _sent[node, other])],
        [.. Enumerable.Range(0, _nodes).Select(other => _handled[node, other])],
        _work[node] == 0);

    internal static NodeLook LookOf(long[] handled, long[] sent, long[] handed, bool isAtRest) => new()
    {
        Handled = handled,
        IsAtRest = isAtRest,
        Sent = sent,
        Handed = handed,
        Operations = 0,
        Succeeded = 0,
        Doubts = 0,
        Messages = 0,
        InFlight = 0,
        IsBroken = false,
        HasCrashed = false,
        Lost = [],
        WorkingSet = 0,
    };

    /// <summary>A letter is heard: its receiver is at work from then on.</summary>
    private void Hear()
    {
        var place = _random.Next(_letters.Count);
        var (from, to) = _letters[place];
        _letters.RemoveAt(place);
        _work[to]++;
        _handled[to, from]++;
    }

    private void Work(int node)
    {
        if (_work[node] == 0) { return; }
        for (var letters = _random.Next(3); letters > 0 && _budget > 0; letters--, _budget--)
        {
            var to = _random.Next(_nodes);
            _sent[node, to]++;
            _letters.Add((node, to));
        }

        _work[node]--;
    }
}
