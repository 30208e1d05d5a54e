using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units;

/// <summary>
/// Runs of a sample. Results are put together in the order of the runs: what ends the search in one of them ends it
/// there, whatever came of later ones before.
/// </summary>
/// <param name="runs">How many runs; null for no bound.</param>
internal sealed class RunBook(long? runs) : UnitBook
{
    private readonly SortedDictionary<long, long> _returned = [];
    private readonly SortedDictionary<long, (WorkUnit Unit, UnitResult Result)> _results = [];
    private WorkerTotals _totals;
    private long _next;
    private long _counted;
    private bool _isOver;

    /// <inheritdoc/>
    internal override bool IsEmpty => _returned.Count == 0 && _next >= (runs ?? long.MaxValue);

    /// <inheritdoc/>
    internal override bool IsOver => _isOver;

    /// <inheritdoc/>
    internal override WorkerTotals Totals => _totals;

    /// <inheritdoc/>
    internal override long Done => _totals.Runs;

    /// <inheritdoc/>
    internal override long? States => null;

    /// <inheritdoc/>
    internal override long Untried => 0;

    /// <inheritdoc/>
    internal override WorkUnit? Take(UnitRequest request)
    {
        if (IsEmpty) { return null; }
        if (_returned.Count > 0)
        {
            var (first, end) = _returned.First();
            _returned.Remove(first);
            return new(request.Number, first, end, []);
        }

        var from = _next;
        _next = Math.Min(from + request.Size, runs ?? long.MaxValue);
        return new(request.Number, from, _next, []);
    }

    /// <inheritdoc/>
    internal override void Accept(WorkUnit unit, UnitResult result)
    {
        var isWhole = result.Totals.Runs + result.Totals.Left == unit.Size;
        if (!isWhole && !EndsAll(result))
        {
            throw new InvalidDataException($"{result.Totals.Runs} runs came back of {unit.Size}");
        }

        _results[unit.First] = (unit, result);
        while (!_isOver && _results.Remove(_counted, out var next)) { Count(next.Unit, next.Result); }
    }

    /// <inheritdoc/>
    internal override void TakeBack(WorkUnit unit) => _returned[unit.First] = unit.End;

    /// <inheritdoc/>
    internal override void Close()
    {
        foreach (var (unit, result) in _results.Values)
        {
            if (!_isOver) { Count(unit, result); }
        }

        _results.Clear();
    }

    private static bool EndsAll(UnitResult result) => result.IsStuck || result.Thrown is not null;

    private void Count(WorkUnit unit, UnitResult result)
    {
        _totals = _totals.And(result.Totals);
        foreach (var failure in result.Failures) { Failures.Add(failure, failure.Occurrences); }
        _counted = unit.End;
        if (!EndsAll(result)) { return; }
        (_isOver, Ending) = (true, result);
    }

    /// <summary>The result that ended the search before its end; null when none did.</summary>
    internal UnitResult? Ending { get; private set; }
}
