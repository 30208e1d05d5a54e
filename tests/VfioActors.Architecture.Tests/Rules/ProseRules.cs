using System.Text.RegularExpressions;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>How text for people is broken into lines.</summary>
public static class ProseRules
{
    private const string Comment = @"^\s*(///?) (\S.*)$";
    private const string Tag = @"^</?\w[^>]*/?>$";
    private const string Ending = "</(summary|remarks|param|returns|exception|typeparam|para)>$";
    private const string Beginning =
        @"^(</?(summary|remarks|param|returns|exception|typeparam|para)\b|([-*]|\d+\.) )";

    /// <summary>
    /// No line of a comment has a single word when text follows it, or when the line before has room for it.
    /// </summary>
    public static IEnumerable<Offence> NoStrandedWord(SourceFile file) =>
        Stranded(file.Path, file.Lines, line =>
            Regex.Match(line, Comment) is { Success: true } comment ? comment.Groups[2].Value : "");

    /// <summary>The same of a document's paragraphs.</summary>
    public static IEnumerable<Offence> NoStrandedWord(Document document) =>
        Stranded(document.Path, document.Lines, line => Regex.IsMatch(line, @"^\s*(\||#|<!--)") ? "" : line.Trim());

    private static IEnumerable<Offence> Stranded(
        string path, IReadOnlyList<string> lines, Func<string, string> textOf)
    {
        for (var at = 1; at < lines.Count; at++)
        {
            var word = textOf(lines[at]);
            if (word.Length == 0 || word.Contains(' ', StringComparison.Ordinal) || Regex.IsMatch(word, Tag))
            {
                continue;
            }

            var before = textOf(lines[at - 1]);
            if (before.Length == 0 || Regex.IsMatch(before, Tag) || Regex.IsMatch(before, Ending)) { continue; }
            var hasRoom = lines[at - 1].Length + 1 + word.Length <= SizeRules.ColumnsMax;
            var behind = at + 1 < lines.Count ? textOf(lines[at + 1]) : "";
            var goesOn = behind.Length > 0 && !Regex.IsMatch(behind, Beginning) && !Regex.IsMatch(word, Ending);
            if (hasRoom || goesOn) { yield return new(path, at + 1, $"'{word}' stands alone on its line"); }
        }
    }
}
