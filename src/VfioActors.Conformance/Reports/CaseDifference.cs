using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Reports;

/// <summary>An operation of a case that disagrees.</summary>
/// <param name="Case">The case.</param>
/// <param name="Operation">The operation, with what was recorded.</param>
/// <param name="Differences">What differs; at least one.</param>
public sealed record CaseDifference(
    CaseName Case, RecordedOperation Operation, IReadOnlyList<Difference> Differences)
{
    /// <summary>How many operations before it are kept at most.</summary>
    public const int BeforeMax = 200;

    /// <summary>
    /// The operations of the case before it as they were written, the last ones where there are more than
    /// <see cref="BeforeMax"/>.
    /// </summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>How many operations before those in <see cref="Before"/> are left out.</summary>
    public int LeftOut => Operation.Index - Before.Count;
}
