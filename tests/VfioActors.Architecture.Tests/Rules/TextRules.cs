using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>
/// What is written in a file: comments, suppressions, words of work that is not done, names that belong elsewhere.
/// </summary>
public static class TextRules
{
    private const string Unfinished =
        @"\b(TODO|FIXME|XXX|HACK|NotImplementedException)\b|(?i:\bfor now\b|\bsimplified\b|\bplaceholders?\b)";

    /// <summary>No word that promises to come back later.</summary>
    public static IEnumerable<Offence> Finished(SourceFile file) =>
        from line in file.Lines.Select((text, at) => (Text: text, Number: at + 1))
        from Match match in Regex.Matches(line.Text, Unfinished)
        select new Offence(file.Path, line.Number, $"'{match.Value}'");

    /// <summary>No Akka in code; a comment may compare with it.</summary>
    public static IEnumerable<Offence> NoAkka(SourceFile file) =>
        from token in file.Syntax.DescendantTokens()
        where token.Text.Contains("Akka", StringComparison.Ordinal)
        select file.Offence(token, "names Akka");

    /// <summary>What is switched off says which warning it is and why.</summary>
    public static IEnumerable<Offence> SuppressionsHaveReasons(SourceFile file)
    {
        foreach (var (text, number) in file.Lines.Select((text, at) => (text.Trim(), at + 1)))
        {
            if (!Regex.IsMatch(text, @"^#\s*(pragma\s+warning|nullable)\s+disable\b")) { continue; }
            if (!Regex.IsMatch(text, @"//\s*\S"))
            {
                yield return new(file.Path, number, "a suppression without its reason");
            }

            if (Regex.IsMatch(text, @"warning\s+disable\s*(//|$)"))
            {
                yield return new(file.Path, number, "suppresses every warning");
            }
        }

        foreach (var attribute in file.All<AttributeSyntax>().Where(IsSuppression)
            .Where(attribute => !HasReason(attribute)))
        {
            yield return file.Offence(attribute, "a suppression without its reason");
        }
    }

    /// <summary>No documentation that says nothing.</summary>
    public static IEnumerable<Offence> DocumentationSaysSomething(SourceFile file) =>
        from element in file.Syntax.DescendantNodes(descendIntoTrivia: true).OfType<XmlElementSyntax>()
        where element.StartTag.Name.ToString() is "summary"
            or "param" or "typeparam" or "returns" or "remarks" or "exception"
        where element.Content.All(IsBlank)
        select file.Offence(element, $"an empty <{element.StartTag.Name}>");

    /// <summary>Missing documentation is never switched off.</summary>
    public static IEnumerable<Offence> DocumentationIsNotSuppressed(SourceFile file) =>
        from line in file.Lines.Select((text, at) => (Text: text, Number: at + 1))
        where line.Text.Contains("CS1591", StringComparison.Ordinal)
        select new Offence(file.Path, line.Number, "CS1591 is switched off");

    private static bool IsBlank(XmlNodeSyntax node) =>
        node is XmlTextSyntax text
        && text.TextTokens.All(
            token => token.IsKind(SyntaxKind.XmlTextLiteralNewLineToken) || string.IsNullOrWhiteSpace(token.ValueText));

    private static bool IsSuppression(AttributeSyntax attribute) =>
        attribute.Name.ToString().Split('.')[^1] is "SuppressMessage" or "SuppressMessageAttribute"
            or "UnconditionalSuppressMessage" or "UnconditionalSuppressMessageAttribute";

    private static bool HasReason(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.Any(argument =>
            argument.NameEquals?.Name.Identifier.ValueText == "Justification"
            && !string.IsNullOrWhiteSpace(argument.Expression.ToString().Trim('"'))) == true;
}
