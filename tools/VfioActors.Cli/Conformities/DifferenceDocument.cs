using VfioActors.Conformance.Reports;

namespace VfioActors.Cli.Conformities;

/// <summary>The first operation that disagrees.</summary>
/// <param name="Case">The name of its case.</param>
/// <param name="Title">What the case shows.</param>
/// <param name="Line">The line in the file.</param>
/// <param name="Operation">The operation, as it was recorded.</param>
/// <param name="Before">The operations of the case before it; the last ones when there are very many.</param>
/// <param name="Facts">What differs.</param>
/// <param name="LeftOut">How many operations of the case before those are left out.</param>
internal sealed record DifferenceDocument(
    string Case,
    string Title,
    int Line,
    string Operation,
    IReadOnlyList<string> Before,
    IReadOnlyList<FactDocument> Facts,
    int LeftOut)
{
    /// <summary>The document of a difference.</summary>
    public static DifferenceDocument Of(CaseDifference difference) => new(
        difference.Case.Id,
        difference.Case.Title,
        difference.Operation.Line,
        difference.Operation.Text,
        difference.Before,
        [.. difference.Differences.Select(fact => new FactDocument(fact.Fact, fact.Expected, fact.Got))],
        difference.LeftOut);
}
