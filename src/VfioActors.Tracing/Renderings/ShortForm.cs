using System.Text.RegularExpressions;

namespace VfioActors.Tracing.Renderings;

/// <summary>Messages of any actors in short form, for ladders and sentences.</summary>
public static class ShortForm
{
    /// <summary>With what a step begins that says no more of itself than what it heard.</summary>
    public const string Hears = "hears ";

    private const int LongestText = 400;

    /// <summary>
    /// What a step says of itself, with who sent its message: <c>hears Balance { Amount = 100 }</c>, as records write
    /// themselves, becomes <c>hears Balance(100) from alice</c>.
    /// </summary>
    /// <param name="text">The words of the step.</param>
    /// <param name="sender">Who sent the message that it handles; empty to leave that away.</param>
    public static string Of(string text, string sender)
    {
        var cut = text.Length <= LongestText ? text : text[..LongestText];
        var plain = Regex.Replace(cut, @"(\w+) \{([^{}]*)\}", Shortened, RegexOptions.NonBacktracking);
        return sender.Length == 0 ? plain
            : plain.StartsWith(Hears, StringComparison.Ordinal) ? $"{plain} from {sender}"
            : $"{plain} (from {sender})";
    }

    /// <summary>The values of a record's fields without their names.</summary>
    private static string Shortened(Match record)
    {
        var fields = record.Groups[2].Value.Split(", ", StringSplitOptions.TrimEntries);
        var values = fields.Select(field => field[(field.IndexOf(" = ", StringComparison.Ordinal) is var at && at < 0
            ? 0
            : at + " = ".Length)..]);
        return $"{record.Groups[1].Value}({string.Join(", ", values)})";
    }
}
