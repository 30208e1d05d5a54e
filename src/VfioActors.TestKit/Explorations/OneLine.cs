namespace VfioActors.TestKit.Explorations;

/// <summary>What an assertion says on several lines, as one.</summary>
internal static class OneLine
{
    internal static string Of(string text) =>
        string.Join("; ", text.Split('\n').Select(Plain).Where(line => line.Length > 0 && !IsArrow(line)))
            .Replace(":;", ":", StringComparison.Ordinal);

    private static string Plain(string line) =>
        string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>What points at a place in the line above points nowhere in one line.</summary>
    private static bool IsArrow(string line) => line[0] is '↓' or '↑';
}
