using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Makes one failure small. It can be ended half-way, and the smallest form that is known can be asked for at any time,
/// also by another thread.
/// </summary>
public sealed class Minimization
{
    private readonly Failure _failure;
    private readonly TraceOrigin _origin;
    private readonly Setup _setup;
    private readonly KnownSearches _searches;
    private Smallest _smallest;

    /// <param name="searches">What was searched for failures of the same setup; null for nothing.</param>
    internal Minimization(Setup setup, Failure failure, TraceOrigin origin, KnownSearches? searches = null)
    {
        (_setup, _failure, _origin, _searches) = (setup, failure, origin, searches ?? new());
        _smallest = new(_searches, CancellationToken.None);
    }

    /// <summary>What is known so far, without a reason why; null when that is not more than what was found.</summary>
    public Diagnosis? Known
    {
        get { return _smallest.Known is { } known ? Short(_smallest, Apart(known)) : null; }
    }

    /// <summary>Makes it small.</summary>
    /// <param name="cancellation">Ends it with the smallest form so far.</param>
    public Diagnosis Go(CancellationToken cancellation = default) => Go(_ => true, cancellation);

    /// <summary>Makes it small, and says why it happens where somebody is to see that.</summary>
    /// <param name="isShown">Whether anybody sees the smallest form.</param>
    /// <param name="cancellation">Ends it with the smallest form so far.</param>
    internal Diagnosis Go(Func<Diagnosis, bool> isShown, CancellationToken cancellation)
    {
        Smallest smallest = new(_searches, cancellation);
        _smallest = smallest;
        Candidate? small = null;
        try
        {
            small = TraceMinimizer.Reduce(_setup, _failure, smallest);
            if (!cancellation.IsCancellationRequested)
            {
                smallest.KeepLeast(small);
                var found = Short(smallest, small);
                return isShown(found) ? Explanation.Of(small, _failure, _origin) : found;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Nobody wants to wait any longer: what is known by now is told.
        }

        return smallest.Known is { } known
            ? Short(smallest, small ?? known)
            : Explanation.Unblamed(
                small ?? new(_setup, _failure.Property.Name, _failure.Schedule), _failure, _origin);
    }

    private Diagnosis Short(Smallest smallest, Candidate candidate) =>
        Explanation.Short(candidate, _failure, _origin, smallest.IsLeast);

    /// <summary>The same with a world of its own: the other one may be in use.</summary>
    private static Candidate Apart(Candidate candidate) =>
        new(candidate.Setup.With(candidate.Setup.Arguments), candidate.Property, candidate.Schedule);
}
