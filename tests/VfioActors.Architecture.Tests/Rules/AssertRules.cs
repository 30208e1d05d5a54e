using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>An assert says what it looks at: a pair of values says neither which is which nor which of them failed.</summary>
public static class AssertRules
{
    /// <summary>No assert compares tuples that are written in it: each value has its assert, or they have a record.</summary>
    public static IEnumerable<Offence> NoTuples(SourceFile file) =>
        from call in file.All<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Assert" } }
        from argument in call.ArgumentList.Arguments
        from tuple in Written(argument.Expression)
        select file.Offence(tuple, $"an assert of a tuple: {tuple}");

    /// <summary>The tuples that an argument is, or that are the elements of the list that it is.</summary>
    private static IEnumerable<TupleExpressionSyntax> Written(ExpressionSyntax argument) => argument switch
    {
        TupleExpressionSyntax tuple => [tuple],
        ParenthesizedExpressionSyntax inner => Written(inner.Expression),
        BinaryExpressionSyntax both => Written(both.Left).Concat(Written(both.Right)),
        CollectionExpressionSyntax list =>
            list.Elements.OfType<ExpressionElementSyntax>().SelectMany(element => Written(element.Expression)),
        _ => [],
    };
}
