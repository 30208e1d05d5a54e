using System.Text.RegularExpressions;

namespace VfioActors.Cli.Tests.Documents;

/// <summary>The page <c>docs/json.md</c>: what each command writes with <c>--json</c>.</summary>
internal static class JsonPage
{
    /// <summary>Reads what it says of each sort of document, by the heading.</summary>
    public static IReadOnlyDictionary<string, JsonSection> Read() => Text().Split("\n## ").Skip(1).ToDictionary(
        part => Regex.Match(part, "^`([^`]+)`").Groups[1].Value,
        part => new JsonSection(
            [
                .. Regex.Matches(part, @"^\| `([^`]+)` \| ([^|]+) \|", RegexOptions.Multiline).Select(row =>
                    JsonField.Of(row.Groups[1].Value, row.Groups[2].Value)),
            ],
            [.. Regex.Matches(part, "```json\n(.*?)```", RegexOptions.Singleline).Select(row => row.Groups[1].Value)]));

    private static string Text()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "VfioActors.sln"))) { folder = Path.GetDirectoryName(folder)!; }
        return File.ReadAllText(Path.Combine(folder, "docs", "json.md"));
    }
}
