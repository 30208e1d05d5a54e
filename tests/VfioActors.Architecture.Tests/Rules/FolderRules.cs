using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>What lies in a folder, and which folders it refers to: none of them refers back, by whatever way.</summary>
/// <remarks>
/// Read from the syntax: a name in a file means the type of that name in a namespace that the file sees. A namespace is
/// seen by a using, which the compiler holds to be needed, by lying inside it, or by writing its end before the name.
/// </remarks>
public static class FolderRules
{
    private const int FilesMax = 25;

    /// <summary>A folder is small enough to be looked through.</summary>
    public static IEnumerable<Offence> Sizes(IEnumerable<SourceFile> files) =>
        from file in files
        group file by FolderOf(file) into folder
        let count = folder.Count()
        where count > FilesMax
        select new Offence(folder.Key, 0, $"{count} files, and at most {FilesMax} are looked through");

    /// <summary>No folder of a project refers to itself by way of others.</summary>
    public static IEnumerable<Offence> Circles(IEnumerable<SourceFile> files) =>
        files.GroupBy(file => string.Join('/', file.Path.Split('/')[..2])).SelectMany(CirclesOf);

    private static IEnumerable<Offence> CirclesOf(IEnumerable<SourceFile> project)
    {
        var references = ReferencesOf([.. project]);
        var targets = references.ToLookup(reference => reference.From, reference => reference.To);
        return
            from reference in references
            where Reaches(targets, reference.To, reference.From)
            group reference by (reference.From, reference.To) into edge
            orderby edge.Key
            select new Offence(
                edge.Key.From, 0, $"refers to {edge.Key.To}, which refers back ({edge.Min(one => one.Type)})");
    }

    private static bool Reaches(ILookup<string, string> targets, string from, string to)
    {
        HashSet<string> seen = [from];
        Stack<string> open = new([from]);
        while (open.TryPop(out var folder))
        {
            if (folder == to) { return true; }
            foreach (var next in targets[folder].Where(seen.Add)) { open.Push(next); }
        }

        return false;
    }

    private static HashSet<(string From, string To, string Type)> ReferencesOf(IReadOnlyList<SourceFile> project)
    {
        var places = (
            from file in project
            from type in TypesOf(file)
            select (type, space: NamespaceOf(file), folder: FolderOf(file)))
            .ToLookup(one => one.type, one => (one.space, one.folder));
        return
        [
            .. from file in project
               let folder = FolderOf(file)
               let seen = SeenBy(file)
               from word in WordsOf(file)
               from place in places[word.Name]
               where place.folder != folder
               where word.Before.Length == 0
                   ? seen.Contains(place.space)
                   : place.space.EndsWith($".{word.Before}", StringComparison.Ordinal)
               select (folder, place.folder, word.Name),
        ];
    }

    /// <summary>Every name in the code and in the references of its documentation, with the name before its dot.</summary>
    private static HashSet<(string Name, string Before)> WordsOf(SourceFile file) =>
    [
        .. from name in file.Syntax.DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>()
           select (name.Identifier.ValueText, Before(name)),
    ];

    private static string Before(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified when qualified.Right == name => Last(qualified.Left),
        MemberAccessExpressionSyntax member when member.Name == name => Last(member.Expression),
        _ => "",
    };

    private static string Last(SyntaxNode node) =>
        node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText ?? "";

    /// <summary>The namespaces that a name without a dot may mean.</summary>
    private static HashSet<string> SeenBy(SourceFile file)
    {
        HashSet<string> seen = [.. file.Syntax.Usings.Select(one => one.Name?.ToString() ?? "")];
        for (var space = NamespaceOf(file); space.Length > 0; space = space[..Math.Max(0, space.LastIndexOf('.'))])
        {
            seen.Add(space);
        }

        return seen;
    }

    private static IEnumerable<string> TypesOf(SourceFile file) =>
        file.Syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Select(node => node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                DelegateDeclarationSyntax type => type.Identifier.ValueText,
                _ => "",
            })
            .Where(name => name.Length > 0);

    private static string NamespaceOf(SourceFile file) =>
        file.Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    private static string FolderOf(SourceFile file) => file.Path[..file.Path.LastIndexOf('/')];
}
