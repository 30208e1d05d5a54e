using System.Globalization;

namespace VfioActors.Behaviors.Values;

/// <summary>Numbers with their nouns, in English.</summary>
public static class Counted
{
    private const string One = "1";

    /// <summary>Such as <c>1 page</c> or <c>12 pages</c>.</summary>
    /// <param name="number">The number, or a value that is told as one.</param>
    /// <param name="one">The noun, of one.</param>
    /// <param name="many">The noun, of any other number; with an s behind it when not said.</param>
    public static string Of<T>(T number, string one, string? many = null)
        where T : notnull
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{number}");
        return $"{text} {(text == One ? one : many ?? one + "s")}";
    }

    /// <summary>Such as <c>1 run</c> or <c>12,345 runs</c>, for people.</summary>
    /// <param name="number">The number.</param>
    /// <param name="one">The noun, of one.</param>
    /// <param name="many">The noun, of any other number; with an s behind it when not said.</param>
    public static string Grouped(long number, string one, string? many = null) =>
        Of(number.ToString("N0", CultureInfo.InvariantCulture), one, many);
}
