using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VfioActors.Architecture.Tests.Sources;

/// <summary>
/// A C# file: its path from the root of the repository with forward slashes, its lines and its syntax.
/// </summary>
public sealed class SourceFile
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Parse);
    private readonly Lazy<CompilationUnitSyntax> _syntax;

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        Lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        _syntax = new(() => CSharpSyntaxTree.ParseText(text, Options).GetCompilationUnitRoot());
    }

    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<string> Lines { get; }

    public CompilationUnitSyntax Syntax => _syntax.Value;

    /// <summary>The project that the file belongs to: the second folder of its path.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The folders between the project and the file.</summary>
    public IEnumerable<string> Folders => Path.Split('/')[2..^1];

    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Path);

    public IEnumerable<T> All<T>()
        where T : SyntaxNode => Syntax.DescendantNodes().OfType<T>();

    public Offence Offence(SyntaxNode node, string what) => Offence(node.GetLocation(), what);

    public Offence Offence(SyntaxToken token, string what) => Offence(token.GetLocation(), what);

    public Offence Offence(Location location, string what) =>
        new(Path, location.GetLineSpan().StartLinePosition.Line + 1, what);
}
