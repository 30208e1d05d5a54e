using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>What a type is called, where it lies, and that nobody changes it from afar.</summary>
public static class TypeRules
{
    private static readonly string[] EmptyWords =
    [
        "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities",
        "Info", "Infos", "Data", "Context", "Contexts", "Service", "Services",
    ];

    private static readonly string[] EmptyFolders = ["Models", "Interfaces"];

    /// <summary>One top-level type a file, named as the file; a program's statements need none.</summary>
    public static IEnumerable<Offence> OneAFile(SourceFile file)
    {
        List<MemberDeclarationSyntax> types = [.. TopLevel(file)];
        foreach (var type in types.Where(type => NameOf(type).ValueText != file.Stem))
        {
            yield return file.Offence(NameOf(type), $"{NameOf(type).ValueText} lies in {file.Stem}.cs");
        }

        foreach (var type in types.Skip(1))
        {
            yield return file.Offence(NameOf(type), $"{NameOf(type).ValueText} is one more top-level type in the file");
        }
    }

    /// <summary>The namespace is the project and the folders, and its declaration is of the file.</summary>
    public static IEnumerable<Offence> NamespaceIsPath(SourceFile file)
    {
        var expected = string.Join('.', file.Folders.Prepend(file.Project));
        foreach (var block in file.All<NamespaceDeclarationSyntax>())
        {
            yield return file.Offence(block, "a namespace in braces");
        }

        foreach (var space in file.All<BaseNamespaceDeclarationSyntax>()
            .Where(space => space.Name.ToString() != expected))
        {
            yield return file.Offence(space, $"namespace {space.Name}, not {expected}");
        }

        if (!file.All<BaseNamespaceDeclarationSyntax>().Any() && TopLevel(file).FirstOrDefault() is { } type)
        {
            yield return file.Offence(type, $"{NameOf(type).ValueText} has no namespace");
        }

        foreach (var folder in file.Folders.Where(EmptyFolders.Contains))
        {
            yield return new(file.Path, 0, $"the folder {folder} names nothing of the field");
        }
    }

    /// <summary>Classes and records are sealed, abstract or static.</summary>
    public static IEnumerable<Offence> Sealed(SourceFile file) =>
        from type in file.All<TypeDeclarationSyntax>()
        where type is ClassDeclarationSyntax
            || (type is RecordDeclarationSyntax && type.IsKind(SyntaxKind.RecordDeclaration))
        where !Has(type.Modifiers, SyntaxKind.SealedKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.StaticKeyword)
        select file.Offence(type.Identifier, $"{type.Identifier.ValueText} is neither sealed, abstract nor static");

    /// <summary>No word in a type's name that says nothing.</summary>
    public static IEnumerable<Offence> NamesSaySomething(SourceFile file) =>
        from type in file.All<MemberDeclarationSyntax>().Where(IsType)
        from Match word in Regex.Matches(NameOf(type).ValueText, "[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")
        where EmptyWords.Contains(word.Value)
        select file.Offence(NameOf(type), $"{NameOf(type).ValueText}: the word {word.Value} names nothing");

    /// <summary>No partial, dynamic or region.</summary>
    public static IEnumerable<Offence> NoBannedWords(SourceFile file)
    {
        foreach (var token in file.Syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.PartialKeyword)))
        {
            yield return file.Offence(token, "partial");
        }

        foreach (var name in file.All<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == "dynamic"))
        {
            yield return file.Offence(name, "dynamic");
        }

        foreach (var trivia in file.Syntax.DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)))
        {
            yield return file.Offence(trivia.GetLocation(), "#region");
        }
    }

    /// <summary>Nothing static can change: a field is const or readonly, a property has no setter, no event.</summary>
    public static IEnumerable<Offence> NoMutableStatics(SourceFile file)
    {
        foreach (var field in file.All<BaseFieldDeclarationSyntax>().Where(IsMutableStatic))
        {
            yield return file.Offence(
                field.Declaration, $"static {field.Declaration.Variables[0].Identifier.ValueText} can change");
        }

        foreach (var property in file.All<PropertyDeclarationSyntax>().Where(IsMutableStatic))
        {
            yield return file.Offence(property.Identifier, $"static {property.Identifier.ValueText} can change");
        }
    }

    private static bool IsMutableStatic(BaseFieldDeclarationSyntax field) =>
        Has(field.Modifiers, SyntaxKind.StaticKeyword) && !Has(field.Modifiers, SyntaxKind.ReadOnlyKeyword);

    private static bool IsMutableStatic(PropertyDeclarationSyntax property) =>
        Has(property.Modifiers, SyntaxKind.StaticKeyword)
        && property.AccessorList?.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) == true;

    private static IEnumerable<MemberDeclarationSyntax> TopLevel(SourceFile file) =>
        file.All<MemberDeclarationSyntax>()
            .Where(IsType)
            .Where(type => type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax);

    private static bool IsType(MemberDeclarationSyntax member) => NameOf(member) != default;

    private static SyntaxToken NameOf(MemberDeclarationSyntax member) => member switch
    {
        ExtensionDeclarationSyntax => default,
        BaseTypeDeclarationSyntax type => type.Identifier,
        DelegateDeclarationSyntax type => type.Identifier,
        _ => default,
    };

    private static bool Has(SyntaxTokenList modifiers, params SyntaxKind[] kinds) =>
        modifiers.Any(modifier => kinds.Contains(modifier.Kind()));
}
