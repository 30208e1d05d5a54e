using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units;

/// <summary>What units of states come to, written down while they are done.</summary>
internal sealed class StateRecord
{
    /// <summary>What broke at states: of one that is on the way it is told with the unit that leaves it.</summary>
    private readonly List<(ReachedState State, string Name, UnitFailure Failure)> _met = [];
    private List<ExpandedState> _expanded = [];
    private List<ReachedState> _awaited = [];
    private List<Branch> _left = [];
    private List<ReachedState> _leftStates = [];

    /// <summary>A state was gone on from by every step.</summary>
    internal void Expand(ExpandedState state, ReadOnlySpan<ReachedState> awaited)
    {
        _expanded.Add(state);
        if (awaited.Length > 0) { _awaited.AddRange(awaited); }
    }

    /// <summary>A state is left for another unit.</summary>
    internal void Leave(Branch branch, ReachedState state)
    {
        _left.Add(branch);
        _leftStates.Add(state);
    }

    /// <summary>Something broke.</summary>
    /// <param name="state">The state that the run was in, or that it went on from.</param>
    /// <param name="place">The place of the property.</param>
    /// <param name="finding">What broke.</param>
    /// <param name="way">The steps of the run, and perhaps more.</param>
    internal void Fail(ReachedState state, int place, Finding finding, int[] way) => _met.Add(
        (state, finding.Property.Name, new(place, finding.Reason, 0, way[..(finding.Step + 1)])));

    /// <summary>What a unit comes to. The next one begins.</summary>
    internal UnitResult Result(long number)
    {
        List<UnitFailure> failures = [];
        var result = new UnitResult(number, default)
        {
            Failures = failures,
            Left = _left,
            LeftStates = _leftStates,
            Expanded = _expanded,
            Awaited = _awaited,
            Occurrences = _met.Count == 0 ? [] : Occurrences(failures),
        };
        (_expanded, _awaited, _left, _leftStates) = (new(_expanded.Count), [], [], []);
        return result;
    }

    /// <summary>Each time that something broke at a state that was left.</summary>
    /// <param name="failures">Told the different failures, each with the way that stands for it.</param>
    private List<(int State, int Failure)> Occurrences(List<UnitFailure> failures)
    {
        Dictionary<ReachedState, int> numbers = [];
        for (var at = 0; at < _expanded.Count; at++) { numbers[_expanded[at].Reached] = at; }
        var told = _met.Where(met => numbers.ContainsKey(met.State)).ToList();
        _met.RemoveAll(met => numbers.ContainsKey(met.State));
        List<(int State, int Failure)> occurrences = [];
        var kinds = told.GroupBy(met => (met.Name, met.Failure.Reason))
            .OrderBy(kind => kind.Key, FailureOrder.Instance);
        foreach (var kind in kinds.Take(FailureOrder.Most))
        {
            occurrences.AddRange(kind.Select(met => (numbers[met.State], failures.Count)));
            failures.Add(kind.Select(met => met.Failure)
                .Aggregate((first, next) => next.IsBefore(first) ? next : first));
        }

        return occurrences;
    }
}
