using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units;

/// <summary>The tree of all orders, cut into branches: what is left of one that was begun is several others.</summary>
internal sealed class BranchBook : UnitBook
{
    private readonly FingerprintSet _states = new();

    /// <summary>All parts, in the order in which one search would come to them.</summary>
    private readonly LinkedList<BranchPart> _parts = [];
    private readonly Queue<LinkedListNode<BranchPart>> _open = [];
    private readonly Dictionary<long, LinkedListNode<BranchPart>> _taken = [];
    private WorkerTotals _totals;

    internal BranchBook() => _open.Enqueue(_parts.AddFirst(new BranchPart(Branch.Root)));

    /// <inheritdoc/>
    internal override bool IsEmpty => _open.Count == 0;

    /// <inheritdoc/>
    internal override bool IsOver => _totals.Cut >= CutRunsMax;

    /// <inheritdoc/>
    internal override WorkerTotals Totals => _totals with { FirstBroken = FirstBroken };

    /// <inheritdoc/>
    internal override long Done => _totals.Runs;

    /// <inheritdoc/>
    internal override long? States => _states.Count;

    /// <inheritdoc/>
    internal override long Untried =>
        _open.Concat(_taken.Values).Sum(node => (long)Math.Max(1, node.Value.Branch.Steps));

    private long FirstBroken
    {
        get
        {
            var before = 0L;
            foreach (var part in _parts)
            {
                if (part.FirstBroken > 0) { return before + part.FirstBroken; }
                before += part.Runs;
            }

            return 0;
        }
    }

    /// <inheritdoc/>
    internal override WorkUnit? Take(UnitRequest request)
    {
        if (IsEmpty) { return null; }
        var node = _open.Dequeue();
        _taken[request.Number] = node;
        return new(request.Number, 0, request.Size, [node.Value.Branch]);
    }

    /// <inheritdoc/>
    internal override void Accept(WorkUnit unit, UnitResult result)
    {
        var way = unit.Branches[0].Way;
        if (result.Left.FirstOrDefault(branch => !IsBelow(branch, way)) is { } foreign)
        {
            throw new InvalidDataException(
                $"a branch of {foreign.Way.Length} steps is not below the one that was given");
        }

        _taken.Remove(unit.Number, out var node);
        _totals = _totals.And(result.Totals);
        (node!.Value.Runs, node.Value.FirstBroken) = (result.Totals.Runs, result.Totals.FirstBroken);
        foreach (var branch in result.Left)
        {
            node = _parts.AddAfter(node, new BranchPart(branch));
            _open.Enqueue(node);
        }

        foreach (var state in result.Fingerprints) { _states.Add(state); }
        foreach (var failure in result.Failures) { Failures.Add(failure, failure.Occurrences); }
    }

    /// <inheritdoc/>
    internal override void TakeBack(WorkUnit unit)
    {
        _taken.Remove(unit.Number, out var node);
        _open.Enqueue(node!);
    }

    private static bool IsBelow(Branch branch, int[] way) =>
        branch.Way.AsSpan().StartsWith(way) && branch.First >= 0 && branch.First < branch.End;
}
