using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies.Branches;

namespace VfioActors.Exploration.Units;

/// <summary>What a unit of states comes to, written down while it is done.</summary>
internal sealed class StateRecord
{
    /// <summary>
    /// More different failures than this are not kept: as many as a report has, in the order in which it keeps them.
    /// </summary>
    private const int FailuresMax = 64;

    private readonly List<ExpandedState> _expanded = [];
    private readonly List<ulong> _awaited = [];
    private readonly List<Branch> _left = [];
    private readonly List<ulong> _leftStates = [];
    private readonly List<(ulong State, int Failure)> _met = [];
    private readonly List<UnitFailure> _failures = [];
    private readonly SortedDictionary<(string Name, string Reason), int> _places = new(
        Comparer<(string Name, string Reason)>.Create(InOrder));

    /// <summary>A state was gone on from by every step.</summary>
    internal void Expand(ExpandedState state, List<ulong> awaited)
    {
        _expanded.Add(state);
        _awaited.AddRange(awaited);
    }

    /// <summary>A state is left for another unit.</summary>
    internal void Leave(Branch branch, ulong fingerprint)
    {
        _left.Add(branch);
        _leftStates.Add(fingerprint);
    }

    /// <summary>Something broke.</summary>
    /// <param name="state">The state that the run was in, or that it went on from.</param>
    /// <param name="place">The place of the property.</param>
    /// <param name="finding">What broke.</param>
    /// <param name="way">The steps of the run.</param>
    internal void Fail(ulong state, int place, Finding finding, ReadOnlySpan<int> way)
    {
        UnitFailure failure = new(place, finding.Reason, 0, way[..(finding.Step + 1)].ToArray());
        var key = (finding.Property.Name, finding.Reason);
        if (_places.TryGetValue(key, out var at))
        {
            if (failure.IsBefore(_failures[at])) { _failures[at] = failure; }
        }
        else if (!TryAdd(key, failure, out at)) { return; }

        _met.Add((state, at));
    }

    /// <summary>What it comes to.</summary>
    internal UnitResult Result(long number)
    {
        Dictionary<ulong, int> numbers = [];
        if (_met.Count > 0)
        {
            for (var at = 0; at < _expanded.Count; at++) { numbers[_expanded[at].Fingerprint] = at; }
        }

        return new(number, default)
        {
            Failures = _failures,
            Left = _left,
            Fingerprints = _leftStates,
            Expanded = _expanded,
            Awaited = _awaited,
            Occurrences = [.. _met.Where(met => numbers.ContainsKey(met.State) && _places.ContainsValue(met.Failure))
                .Select(met => (numbers[met.State], met.Failure))],
        };
    }

    private bool TryAdd((string Name, string Reason) key, UnitFailure failure, out int at)
    {
        at = _failures.Count;
        if (_places.Count == FailuresMax)
        {
            var last = _places.Keys.Last();
            if (InOrder(key, last) > 0) { return false; }
            _places.Remove(last);
        }

        _places[key] = at;
        _failures.Add(failure);
        return true;
    }

    private static int InOrder((string Name, string Reason) left, (string Name, string Reason) right)
    {
        var order = string.CompareOrdinal(left.Name, right.Name);
        return order != 0 ? order : string.CompareOrdinal(left.Reason, right.Reason);
    }
}
