namespace VfioActors.Cli.Traces;

/// <summary>Words for a command that somebody pastes into a shell.</summary>
internal static class ShellQuotes
{
    /// <summary>The word, in quotes when a shell would take it apart.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(one => char.IsAsciiLetterOrDigit(one) || "-_./=:,+@%".Contains(one))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
