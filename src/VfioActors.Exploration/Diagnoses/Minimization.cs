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
        get { return _smallest.Known is { } known ? Explanation.Short(Apart(known), _failure, _origin) : null; }
    }

    /// <summary>Makes it small.</summary>
    /// <param name="cancellation">Ends it with the smallest form so far.</param>
    public Diagnosis Go(CancellationToken cancellation = default)
    {
        _smallest = new(cancellation);
        var candidate = TraceMinimizer.Reduce(_setup, _failure, _smallest);
        return cancellation.IsCancellationRequested
            ? Explanation.Short(candidate, _failure, _origin)
            : Explanation.Of(candidate, _failure, _origin);
    }

    /// <summary>The same with a world of its own: the other one may be in use.</summary>
    private static Candidate Apart(Candidate candidate) =>
        new(candidate.Setup.With(candidate.Setup.Arguments), candidate.Property, candidate.Schedule);
}
