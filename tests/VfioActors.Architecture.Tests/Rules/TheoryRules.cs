using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>A theory claims the same of every case that it names.</summary>
public static class TheoryRules
{
    /// <summary>No theory leaves early: what it does not claim of a case is another test.</summary>
    public static IEnumerable<Offence> NoEarlyReturn(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>().Where(IsTheory)
        from leaving in method.DescendantNodes(node => node == method || !IsFunction(node))
            .OfType<ReturnStatementSyntax>()
        where leaving.Expression is null
        select file.Offence(leaving, $"{method.Identifier.ValueText} leaves early");

    private static bool IsTheory(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(found => found.Name.ToString() == "Theory");

    private static bool IsFunction(SyntaxNode node) =>
        node is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;
}
