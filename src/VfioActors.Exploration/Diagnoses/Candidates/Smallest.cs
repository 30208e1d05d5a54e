namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>The smallest form of a failure that is known so far; another thread may ask for it.</summary>
/// <param name="cancellation">Ends making it smaller.</param>
internal sealed class Smallest(CancellationToken cancellation)
{
    private volatile Candidate? _known;

    internal Candidate? Known => _known;

    internal CancellationToken Cancellation => cancellation;

    internal void Keep(Candidate candidate) => _known = candidate;
}
