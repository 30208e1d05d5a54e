using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>The smallest form of a failure that is known so far; another thread may ask for it.</summary>
/// <param name="searches">What was searched for this failure and others.</param>
/// <param name="cancellation">Ends making it smaller.</param>
internal sealed class Smallest(KnownSearches searches, CancellationToken cancellation)
{
    private volatile Candidate? _known;
    private volatile bool _isLeast;

    internal Candidate? Known => _known;

    internal CancellationToken Cancellation => cancellation;

    /// <summary>Whether making it small came to its end: nobody will keep a smaller one.</summary>
    internal bool IsLeast => _isLeast;

    internal void Keep(Candidate candidate) => _known = candidate;

    /// <summary>See <see cref="BoundedSearch.Failures"/>.</summary>
    internal IReadOnlyList<Failure> Failures(Setup setup, string property) =>
        searches.Failures(setup, property, cancellation);

    /// <summary>Keeps the last one.</summary>
    internal void KeepLeast(Candidate candidate)
    {
        _known = candidate;
        _isLeast = true;
    }

    /// <summary>With the same end, for forms that nobody is to see.</summary>
    internal Smallest Apart() => new(searches, cancellation);
}
