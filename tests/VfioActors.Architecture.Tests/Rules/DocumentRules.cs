using System.Text.RegularExpressions;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>What documents say of the repository is there.</summary>
/// <param name="documents">Every document.</param>
/// <param name="exists">Whether there is a file or a folder, by its path from the root.</param>
/// <param name="words">Every word of the code.</param>
public sealed class DocumentRules(
    IReadOnlyCollection<Document> documents, Func<string, bool> exists, IReadOnlySet<string> words)
{
    private const string Paths = @"^((src|tests|tools|docs|hocon|\.ci)/[^\s*]*)";
    private const string Names = @"^[A-Z]\w*[a-z]\w*(\.[A-Z]\w*[a-z]\w*)*$";

    /// <summary>A link leads to a file or a folder, and to a heading of it if it names one.</summary>
    public IEnumerable<Offence> Links(Document document) =>
        from link in document.Links
        let parts = link.Text.Split('#', 2)
        let target = parts[0].Length == 0 ? document.Path : Resolve(document.Folder, parts[0])
        where !exists(target) || (parts.Length > 1 && !HasAnchor(target, parts[1]))
        select new Offence(document.Path, link.Line, $"the link to {link.Text} leads nowhere");

    /// <summary>What looks like a path of the repository, or like a name of the code, is one.</summary>
    public IEnumerable<Offence> QuotedNames(Document document) =>
        from quoted in document.Quoted
        let path = Regex.Match(quoted.Text, Paths)
        let isMissing = path.Success
            ? !exists(path.Value.TrimEnd('/'))
            : Regex.IsMatch(quoted.Text, Names) && !quoted.Text.Split('.').All(words.Contains)
        where isMissing
        select new Offence(document.Path, quoted.Line, $"there is no {quoted.Text}");

    private bool HasAnchor(string path, string anchor) =>
        documents.Any(document => document.Path == path && document.Anchors.Contains(anchor));

    private static string Resolve(string folder, string link)
    {
        List<string> parts = [.. folder.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (var part in link.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0) { parts.RemoveAt(parts.Count - 1); }
            else if (part != ".") { parts.Add(part); }
        }

        return string.Join('/', parts);
    }
}
