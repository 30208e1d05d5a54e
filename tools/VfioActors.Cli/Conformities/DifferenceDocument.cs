using VfioActors.Conformance.Reports;

namespace VfioActors.Cli.Conformities;

/// <summary>The first operation that disagrees.</summary>
/// <param name="Case">The name of its case.</param>
/// <param name="Title">What the case shows.</param>
/// <param name="Line">The line in the file.</param>
/// <param name="Operation">The operation, as it was recorded.</param>
/// <param name="Before">The operations of the case before it.</param>
/// <param name="Facts">What differs.</param>
internal sealed record DifferenceDocument(
    string Case,
    string Title,
    int Line,
    string Operation,
    IReadOnlyList<string> Before,
    IReadOnlyList<FactDocument> Facts)
{
    /// <summary>The document of a difference.</summary>
    public static DifferenceDocument Of(CaseDifference difference) => new(
        difference.Case.Id,
        difference.Case.Title,
        difference.Operation.Line,
        difference.Operation.Text,
        [.. difference.Case.Operations.Take(difference.Operation.Index).Select(operation => operation.Text)],
        [.. difference.Differences.Select(fact => new FactDocument(fact.Fact, fact.Expected, fact.Got))]);
}
