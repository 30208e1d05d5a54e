using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Makes the failures of an exploration small, one after the other, and keeps one for each property and set of blamed
/// defects. What is known can be asked for at any time, also by another thread, and nothing that was found is lost when
/// making it small fails.
/// </summary>
/// <remarks>
/// Where several defects are on, one can hide another: both break the same property, and one does it first. So each
/// property is searched again with the blamed defects switched off, until nothing breaks it.
/// </remarks>
public sealed class Investigation
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Diagnosis> _distinct = new(StringComparer.Ordinal);
    private readonly List<Failure> _left;
    private readonly List<Failure> _bare = [];
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _lookedBehind = [];
    private (Failure Failure, Minimization SerialUnit)? _now;
    private readonly KnownSearches _searches = new();
    private readonly Setup _setup;
    private readonly TraceOrigin _origin;
    private CancellationToken _end;

    /// <param name="setup">What was explored.</param>
    /// <param name="report">What was found. What no run reaches has no run to make small, and is passed over.</param>
    /// <param name="origin">For the headers of the traces.</param>
    /// <param name="failuresMax">How many failures to look at.</param>
    public Investigation(Setup setup, ExplorationReport report, TraceOrigin origin, int failuresMax = 64)
    {
        (_setup, _origin) = (setup, origin);
        _left = [.. report.Failures.Where(failure => failure.Property is not Witness).Take(failuresMax)];
        Count = _left.Count;
    }

    /// <summary>How many failures there are to be made small.</summary>
    public int Count { get; }

    /// <summary>How many of them are done.</summary>
    public int Done
    {
        get { lock (_gate) { return Count - _left.Count; } }
    }

    /// <summary>What is known so far, those with the fewest steps first.</summary>
    public InvestigationReport Known
    {
        get { lock (_gate) { return Reported(); } }
    }

    /// <summary>A failure with the run that showed it, as it is. Which defect is to blame is not known then.</summary>
    /// <param name="setup">What was explored.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="origin">For the header of the trace.</param>
    /// <param name="why">Why it is not made small.</param>
    /// <returns>Null when the run does not go the same way again, so that no trace can be written.</returns>
    public static Diagnosis? AsFound(Setup setup, Failure failure, TraceOrigin origin, string why)
    {
        IReadOnlyList<TraceStep> steps;
        try
        {
            steps = TraceRecording.Record(setup, failure.Schedule);
        }
#pragma warning disable CA1031 // Whatever a user's behaviours throw when asked again, what they did is known.
        catch
#pragma warning restore CA1031
        {
            return null;
        }

        TraceViolation violation = new()
        {
            Property = failure.Property.Name,
            Claim = failure.Property.Claim,
            Refutation = failure.Reason,
            Step = steps.Count - 1,
            Defects = [],
        };
        return new()
        {
            Property = failure.Property.Name,
            Claim = failure.Property.Claim,
            Reason = failure.Reason,
            Defects = [],
            Steps = steps.Count,
            Occurrences = failure.Occurrences,
            AsFound = why,
            IsUnexplained = true,
            Trace = new(TraceRecording.HeaderOf(setup, origin) with { Violation = violation }, steps),
        };
    }

    /// <summary>Goes through them.</summary>
    /// <param name="cancellation">Ends it half-way.</param>
    public void Go(CancellationToken cancellation = default)
    {
        lock (_gate) { _end = cancellation; }
        foreach (var failure in _left.ToList())
        {
            if (cancellation.IsCancellationRequested) { return; }
            var small = Small(_setup, failure, cancellation);
            lock (_gate)
            {
                if (small is null) { _bare.Add(failure); }
                else { Keep(_distinct, small); }
                _left.Remove(failure);
                _now = null;
            }
        }

        var properties = _distinct.Values.Where(diagnosis => diagnosis.AsFound is null)
            .Select(diagnosis => diagnosis.Property).Distinct().ToList();
        foreach (var property in properties) { LookBehind(property, cancellation); }
    }

    private Diagnosis? Small(Setup setup, Failure failure, CancellationToken cancellation)
    {
        try
        {
            Minimization work = new(setup, failure, _origin, _searches);
            lock (_gate) { _now = (failure, work); }
            return work.Go(IsShown, cancellation);
        }
#pragma warning disable CA1031 // The failure was found; what a user's code throws afterwards must not hide it.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            var why = Thrown.Words(thrown);
            lock (_gate) { _problems.Add($"{failure.Property.Name} could not be made small: {why}"); }
            return AsFound(setup, failure, _origin, why);
        }
    }

    private void LookBehind(string property, CancellationToken cancellation)
    {
        try
        {
            foreach (var hidden in Hidden(property, cancellation))
            {
                lock (_gate) { Keep(_distinct, hidden); }
            }

            if (cancellation.IsCancellationRequested) { return; }
            lock (_gate) { _lookedBehind.Add(property); }
        }
#pragma warning disable CA1031 // What is in front was found and is kept.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                _problems.Add($"what else breaks {property} is not known: {Thrown.Words(thrown)}");
                _lookedBehind.Add(property);
            }
        }
    }

    /// <summary>What breaks a property once those who were blamed for it so far are switched off.</summary>
    private IEnumerable<Diagnosis> Hidden(string property, CancellationToken cancellation)
    {
        SortedSet<string> off = new(
            _distinct.Values.Where(one => one.Property == property).SelectMany(one => one.Defects).ToList(),
            StringComparer.Ordinal);
        while (off.Count > 0 && !cancellation.IsCancellationRequested)
        {
            var on = _setup.Arguments.Defects.Ids.Where(id => !off.Contains(id));
            var left = _setup.With(_setup.Arguments.With(new DefectSet(on)));
            if (BoundedSearch.FindFailure(left, property, cancellation) is not { } failure) { yield break; }
            Minimization work = new(left, failure, _origin, _searches);
            var diagnosis = work.Go(cancellation) with { Behind = [.. off], Occurrences = 0 };
            yield return diagnosis;
            if (diagnosis.Defects.Count == 0) { yield break; }
            off.UnionWith(diagnosis.Defects);
        }
    }

    /// <summary>
    /// Those that are not done stand as small as they are by now, or as they were found, the shortest for each
    /// property.
    /// </summary>
    private InvestigationReport Reported()
    {
        SortedDictionary<string, Diagnosis> known = new(_distinct, StringComparer.Ordinal);
        List<Failure> bare = [.. _bare];
        foreach (var failure in _left.Where(one => _distinct.Values.All(small => small.Property != one.Property.Name)))
        {
            var halfway = _now is var (current, work) && ReferenceEquals(current, failure) ? work.Known : null;
            if ((halfway ?? AsFound(_setup, failure, _origin, "ended early")) is { } found) { Keep(known, found); }
            else { bare.Add(failure); }
        }

        return new(
            [.. known.Values.OrderBy(diagnosis => diagnosis.MinimalSteps).ThenBy(diagnosis =>
                diagnosis.Property, StringComparer.Ordinal)],
            bare,
            [.. _problems.Concat(NotLookedBehind()).Distinct()]);
    }

    /// <summary>Whoever ends it half-way is told for what nobody looked.</summary>
    private IEnumerable<string> NotLookedBehind()
    {
        if (!_end.IsCancellationRequested) { yield break; }
        var properties = _distinct.Values
            .Where(one => one.AsFound is null && one.Defects.Count > 0 && !_lookedBehind.Contains(one.Property))
            .Select(one => one.Property).Distinct().ToList();
        if (properties.Count == 0) { yield break; }
        yield return $"what else breaks {string.Join(", ", properties)} was not looked for: ended early";
    }

    /// <summary>Of those that one bug is blamed for the smallest is shown: nobody asks why the others happen.</summary>
    private bool IsShown(Diagnosis diagnosis)
    {
        lock (_gate) { return IsLess(diagnosis, _distinct.GetValueOrDefault(KeyOf(diagnosis))); }
    }

    private static bool IsLess(Diagnosis diagnosis, Diagnosis? known) =>
        known is null || diagnosis.MinimalSteps < known.MinimalSteps;

    private static string KeyOf(Diagnosis diagnosis) => $"{diagnosis.Property} {string.Join(' ', diagnosis.Defects)}";

    private static void Keep(SortedDictionary<string, Diagnosis> distinct, Diagnosis diagnosis)
    {
        var key = KeyOf(diagnosis);
        var known = distinct.GetValueOrDefault(key);
        var best = IsLess(diagnosis, known) ? diagnosis : known!;
        distinct[key] = best with
        {
            Occurrences = diagnosis.Occurrences + (known?.Occurrences ?? 0),
            Behind = known?.Behind ?? diagnosis.Behind,
            Ways = Ways(diagnosis, known),
        };
    }

    private static SortedDictionary<string, string> Ways(Diagnosis diagnosis, Diagnosis? known)
    {
        SortedDictionary<string, string> ways = new(StringComparer.Ordinal);
        foreach (var (name, reason) in known?.Ways ?? ways) { ways.Add(name, reason); }
        if (diagnosis.AsFound is null && !diagnosis.IsEndedEarly)
        {
            ways.TryAdd(TraceName.Of(diagnosis.Trace), diagnosis.Reason);
        }

        return ways;
    }
}
