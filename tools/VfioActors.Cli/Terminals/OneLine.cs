namespace VfioActors.Cli.Terminals;

/// <summary>Text on one line, with nothing that a terminal obeys.</summary>
internal static class OneLine
{
    /// <summary>White space becomes a space, other control characters a question mark.</summary>
    public static string Of(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(Plain));

    private static char Plain(char one) => char.IsWhiteSpace(one) ? ' ' : char.IsControl(one) ? '?' : one;
}
