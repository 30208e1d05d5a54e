using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>How long, deep and wide code may be.</summary>
public static class SizeRules
{
    public const int FileLinesMax = 400;
    public const int FileLinesMedianMax = 80;
    public const int MethodLinesMax = 50;
    public const int MethodLinesMedianMax = 8;
    public const int NestingMax = 3;
    public const int ParametersMax = 5;
    public const int ColumnsMax = 120;

    public static IEnumerable<Offence> Files(SourceFile file) =>
        file.Lines.Count <= FileLinesMax ? [] : [new(file.Path, FileLinesMax + 1, $"{file.Lines.Count} lines")];

    public static IEnumerable<Offence> Columns(SourceFile file) =>
        from line in file.Lines.Select((text, at) => (Text: text, Number: at + 1))
        where line.Text.Length > ColumnsMax
        select new Offence(file.Path, line.Number, $"{line.Text.Length} columns");

    public static IEnumerable<Offence> Methods(SourceFile file) =>
        from method in MethodsOf(file)
        where method.Lines > MethodLinesMax
        select file.Offence(method.First, $"{method.Lines} lines in one method");

    /// <summary>The length of everything that has a body of its own.</summary>
    public static IEnumerable<int> MethodLines(SourceFile file) => MethodsOf(file).Select(method => method.Lines);

    public static IEnumerable<Offence> Nesting(SourceFile file) =>
        from block in file.All<StatementSyntax>()
        where IsNested(block) && DepthOf(block) == NestingMax + 1
        select file.Offence(block, $"nested deeper than {NestingMax}");

    /// <summary>
    /// Records that are nothing but what they are given may have more, and so may what somebody else's class asks for,
    /// or an interface that is implemented by name.
    /// </summary>
    public static IEnumerable<Offence> Parameters(SourceFile file) =>
        from list in file.All<BaseParameterListSyntax>()
        where list.Parameters.Count > ParametersMax && list.Parent is not RecordDeclarationSyntax && !IsAskedFor(list)
        select file.Offence(list, $"{list.Parameters.Count} parameters");

    private static bool IsAskedFor(BaseParameterListSyntax list) =>
        list.Parent is MethodDeclarationSyntax method
        && (method.Modifiers.Any(SyntaxKind.OverrideKeyword) || method.ExplicitInterfaceSpecifier is not null);

    /// <summary>The middle one, or the lower of the two in the middle; 0 of none.</summary>
    public static int Median(IEnumerable<int> numbers)
    {
        List<int> sorted = [.. numbers.Order()];
        return sorted.Count == 0 ? 0 : sorted[(sorted.Count - 1) / 2];
    }

    private static IEnumerable<(SyntaxToken First, int Lines)> MethodsOf(SourceFile file)
    {
        foreach (var node in file.Syntax.DescendantNodes().Where(HasBody))
        {
            var first = AfterAttributes(node);
            yield return (first, LinesBetween(first, node.GetLastToken()));
        }

        if (file.Syntax.Members.OfType<GlobalStatementSyntax>().ToList() is [var start, ..] statements)
        {
            yield return (start.GetFirstToken(), LinesBetween(start.GetFirstToken(), statements[^1].GetLastToken()));
        }
    }

    private static bool HasBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        LocalFunctionStatementSyntax function => function.Body is not null || function.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null,
        _ => false,
    };

    private static SyntaxToken AfterAttributes(SyntaxNode node) =>
        node is MemberDeclarationSyntax { AttributeLists: [.., var last] }
            ? last.GetLastToken().GetNextToken()
            : node.GetFirstToken();

    private static int LinesBetween(SyntaxToken first, SyntaxToken last) =>
        last.GetLocation().GetLineSpan().EndLinePosition.Line
            - first.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Every pair of braces in a body is one deeper, a switch like one.</summary>
    private static bool IsNested(SyntaxNode node) => node switch
    {
        BlockSyntax block => !IsBody(block.Parent) && block.Parent is not SwitchSectionSyntax,
        SwitchStatementSyntax => true,
        _ => false,
    };

    private static int DepthOf(SyntaxNode node) =>
        node.AncestorsAndSelf().TakeWhile(ancestor => !IsBody(ancestor)).Count(IsNested);

    private static bool IsBody(SyntaxNode? node) =>
        node is BaseMethodDeclarationSyntax
            or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or GlobalStatementSyntax;
}
