using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>A test claims all that it names, and a theory the same of every case.</summary>
public static class TheoryRules
{
    /// <summary>No test leaves early: what it does not claim of a case is another test.</summary>
    public static IEnumerable<Offence> NoEarlyReturn(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>().Where(IsTest)
        from leaving in method.DescendantNodes(node => node == method || !IsFunction(node))
            .OfType<ReturnStatementSyntax>()
        where leaving.Expression is null
        select file.Offence(leaving, $"{method.Identifier.ValueText} leaves early");

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(found => IsOfTest(found.Name.ToString()));

    /// <summary>A test says so by an attribute, or by one of its own that is skipped where it cannot run.</summary>
    private static bool IsOfTest(string attribute) =>
        attribute.EndsWith("Theory", StringComparison.Ordinal) || attribute.EndsWith("Fact", StringComparison.Ordinal);

    private static bool IsFunction(SyntaxNode node) =>
        node is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;
}
