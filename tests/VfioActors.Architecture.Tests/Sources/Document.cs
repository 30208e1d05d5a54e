using System.Text.RegularExpressions;

namespace VfioActors.Architecture.Tests.Sources;

/// <summary>A Markdown file: its path from the root of the repository, and its lines outside of fences.</summary>
public sealed class Document(string path, string text)
{
    public string Path { get; } = path;

    /// <summary>The folder that its links start from; empty for the root.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>Every line; those of fences are empty, so that numbers stay.</summary>
    public IReadOnlyList<string> Lines { get; } = WithoutFences(text.ReplaceLineEndings("\n").Split('\n'));

    /// <summary>What a link to a heading is called, as GitHub calls it.</summary>
    public IEnumerable<string> Anchors =>
        from line in Lines
        let heading = Regex.Match(line, @"^#+\s+(.+?)\s*$")
        where heading.Success
        select Regex.Replace(heading.Groups[1].Value.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');

    /// <summary>What stands between backticks, with the number of its line.</summary>
    public IEnumerable<(string Text, int Line)> Quoted => Found("`([^`]+)`");

    /// <summary>Where links lead that do not leave the repository, with the number of their line.</summary>
    public IEnumerable<(string Text, int Line)> Links =>
        Found(@"\]\(([^)\s]+)\)").Where(link => !Regex.IsMatch(link.Text, "^[a-z]+:"));

    private IEnumerable<(string Text, int Line)> Found(string pattern) =>
        from line in Lines.Select((line, at) => (Text: line, Number: at + 1))
        from Match match in Regex.Matches(line.Text, pattern)
        select (match.Groups[1].Value, line.Number);

    private static List<string> WithoutFences(string[] lines)
    {
        List<string> kept = [];
        var isInside = false;
        foreach (var line in lines)
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            kept.Add(isInside || isFence ? "" : line);
            isInside ^= isFence;
        }

        return kept;
    }
}
