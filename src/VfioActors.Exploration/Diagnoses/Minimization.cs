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
    private Smallest _smallest = new(CancellationToken.None);

    internal Minimization(Setup setup, Failure failure, TraceOrigin origin) =>
        (_setup, _failure, _origin) = (setup, failure, origin);

    /// <summary>What is known so far, without a reason why; null when that is not more than what was found.</summary>
    public Diagnosis? Known
    {
        get { return _smallest.Known is { } known ? Short(_smallest, Apart(known)) : null; }
    }

    /// <summary>Makes it small.</summary>
    /// <param name="cancellation">Ends it with the smallest form so far.</param>
    public Diagnosis Go(CancellationToken cancellation = default)
    {
        Smallest smallest = new(cancellation);
        _smallest = smallest;
        Candidate? small = null;
        try
        {
            small = TraceMinimizer.Reduce(_setup, _failure, smallest);
            if (!cancellation.IsCancellationRequested)
            {
                smallest.KeepLeast(small);
                return Explanation.Of(small, _failure, _origin);
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
