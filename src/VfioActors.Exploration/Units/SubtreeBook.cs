using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units;

/// <summary>
/// A search that is reduced by partial order, cut into subtrees: what is left of one that was begun is several others,
/// and what each wants of nodes above it is done in the order in which one process would come to it.
/// </summary>
/// <param name="setup">The scenario.</param>
/// <param name="known">What all know; null when nobody has learned anything.</param>
internal sealed class SubtreeBook(Setup setup, KnownSteps? known) : UnitBook
{
    private readonly SubtreeSearch _search = new(1, () => true);
    private readonly Dictionary<long, Subtree> _taken = [];
    private WorkerTotals _totals;

    /// <inheritdoc/>
    internal override bool IsEmpty => _search.OpenCount == 0;

    /// <inheritdoc/>
    internal override bool IsWhole => _search.HasEnded;

    /// <inheritdoc/>
    internal override bool IsOver => _totals.Cut >= CutRunsMax;

    /// <inheritdoc/>
    internal override WorkerTotals Totals => _totals;

    /// <inheritdoc/>
    internal override long Done => _totals.Runs;

    /// <inheritdoc/>
    internal override long? States => null;

    /// <inheritdoc/>
    internal override long Untried => _search.OpenCount + (long)_taken.Count;

    /// <summary>What all are to begin again with; null when they are not.</summary>
    internal KnownSteps? Agreed => _search.Agreed?.Told();

    private int Actors => setup.Topology.Count;

    /// <inheritdoc/>
    internal override WorkUnit? Take(UnitRequest request)
    {
        if (_search.TryTake() is not { } subtree) { return null; }
        _taken[request.Number] = subtree;
        return new(request.Number, 0, request.Size, []) { Way = SubtreeLevel.WayTo(subtree), Known = known };
    }

    /// <inheritdoc/>
    internal override void Accept(WorkUnit unit, UnitResult result)
    {
        var subtree = _taken[unit.Number];
        if (result.IsStuck || result.Thrown is not null)
        {
            // The search ends, and is not complete.
            Count(result);
            return;
        }

        var part = result.Subtree!;
        var learned = Checked(subtree, part);
        var top = part.Left.Count == 0 ? null : SubtreeRest.Under(subtree, part.Left, Actors);
        _taken.Remove(unit.Number);
        if (learned is not null)
        {
            // What it counted is counted when all begin again.
            foreach (var failure in result.Failures) { Earlier.Add(failure, failure.Occurrences); }
            _search.Learn(subtree, learned);
            return;
        }

        Count(result);
        subtree.Asked.AddRange(part.Asked);
        if (top is null) { _search.End(subtree); }
        else { _search.Divide(subtree, top); }
    }

    /// <inheritdoc/>
    internal override void TakeBack(WorkUnit unit)
    {
        if (_taken.Remove(unit.Number, out var subtree)) { _search.TakeBack(subtree); }
    }

    private void Count(UnitResult result)
    {
        _totals = _totals.And(result.Totals);
        foreach (var failure in result.Failures) { Failures.Add(failure, failure.Occurrences); }
    }

    /// <returns>What was learned; null when nothing was.</returns>
    /// <exception cref="InvalidDataException">It cannot be what came of this subtree.</exception>
    private Dependence? Checked(Subtree subtree, SubtreePart part)
    {
        foreach (var asked in part.Asked) { Check(subtree, asked); }
        if (part.Learned is not { } told) { return null; }
        if (part.Asked.Count + part.Left.Count > 0)
        {
            throw new InvalidDataException("who learned something has nothing else to say of a subtree");
        }

        Dependence learned = new(setup.Properties);
        learned.Know(told, Actors);
        return learned;
    }

    private static void Check(Subtree subtree, Reversal asked)
    {
        if (asked.Depth < 0 || asked.Depth > subtree.Depth)
        {
            throw new InvalidDataException(
                $"something is wanted of depth {asked.Depth}, and the nodes above end at {subtree.Depth}");
        }

        var node = subtree.Owner!;
        while (node.Depth > asked.Depth) { node = node.Under.Owner!; }
        foreach (var channel in asked.Channels)
        {
            if (node.Candidates.Any(candidate => candidate.Channel == channel)) { continue; }
            throw new InvalidDataException($"a channel is wanted at depth {asked.Depth} that cannot be gone there");
        }
    }
}
