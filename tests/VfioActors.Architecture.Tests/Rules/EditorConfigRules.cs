using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests.Rules;

/// <summary>What the editor's settings may switch off.</summary>
public static class EditorConfigRules
{
    /// <summary>A rule that is switched off has a comment on the line above.</summary>
    public static IEnumerable<Offence> SeveritiesHaveReasons(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (!IsSwitchedOff(lines[at])) { continue; }
            if (at > 0 && lines[at - 1].TrimStart().StartsWith('#')) { continue; }
            yield return new(path, at + 1, "a suppression without its reason");
        }
    }

    private static bool IsSwitchedOff(string line) =>
        line.Contains(".severity", StringComparison.Ordinal)
        && (line.Contains("none", StringComparison.Ordinal) || line.Contains("silent", StringComparison.Ordinal));
}
