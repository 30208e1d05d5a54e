namespace VfioActors.Testing;

/// <summary>
/// The README of a package, the example of which is compiled and run in a test, where it stands between marks.
/// </summary>
public static class PackageReadme
{
    private const string Begin = "        // What README.md shows:";
    private const string Own = "using VfioActors.Testing;";
    private const string End = "        // That was it.";

    /// <summary>What the README has to say and does not: the example, and the namespaces that it uses.</summary>
    /// <param name="package">The name of the package.</param>
    /// <param name="test">The file of the test in its project.</param>
    public static IEnumerable<string> Missing(string package, string test)
    {
        var file = Golden.FolderOf(test);
        var readme = File.ReadAllText(Path.Combine(Golden.FolderOf("."), "..", "..", "src", package, "README.md"));
        var lines = File.ReadAllLines(file);
        var shown = lines.SkipWhile(line => line != Begin).Skip(1).TakeWhile(line => line != End)
            .Select(line => line.Length > 8 ? line[8..] : line);
        var named = lines.TakeWhile(line => line.Length > 0)
            .Where(line => line.Contains(" VfioActors.", StringComparison.Ordinal) && line != Own)
            .Select(line => $"`{line["using ".Length..^1]}`");
        return named.Prepend($"```csharp\n{string.Join('\n', shown)}\n```")
            .Where(part => !readme.Contains(part, StringComparison.Ordinal));
    }
}
