using System.Globalization;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Inputs;

/// <summary>Reads the numbers of flags.</summary>
internal static class Numbers
{
    private const double SecondsMax = 10_000_000;

    /// <summary>A whole number; null when nothing was said.</summary>
    public static long? Whole(string option, string? text, long minimum, long maximum = long.MaxValue)
    {
        if (text is null) { return null; }
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && IsPlain(text, number) && number >= minimum && number <= maximum) { return number; }
        var bounds = (minimum, maximum) switch
        {
            (long.MinValue, long.MaxValue) => "of 64 bits",
            (_, long.MaxValue) when !IsTooMuch(text) => $"from {minimum}",
            _ => $"from {minimum} to {maximum}",
        };
        throw new UsageException($"{option} is '{text}', accepted is a whole number {bounds}");
    }

    /// <summary>Whether it is a number that has no room.</summary>
    private static bool IsTooMuch(string text) =>
        text.Length > 18 && text.All(char.IsAsciiDigit) && !long.TryParse(text, out _);

    /// <summary>
    /// Digits and nothing else: a reader of numbers takes a plus sign and zero bytes too, which nobody means.
    /// </summary>
    private static bool IsPlain(string text, long number) =>
        text.All(one => char.IsAsciiDigit(one) || one == '-') && (number != 0 || text[0] != '-');

    /// <summary>A share of all, from 0 to 1; null when nothing was said.</summary>
    public static double? Share(string option, string? text)
    {
        if (text is null) { return null; }
        return IsDecimal(text, out var share) && share is >= 0 and <= 1
            ? share
            : throw new UsageException($"{option} is '{text}', accepted is a share from 0 to 1, such as 0.01");
    }

    /// <summary>A time in seconds; null when nothing was said.</summary>
    public static TimeSpan? Seconds(string option, string? text)
    {
        if (text is null) { return null; }
        return IsDecimal(text, out var seconds) && seconds is > 0 and <= SecondsMax
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException(
                $"{option} is '{text}', accepted are seconds above 0 and up to {SecondsMax}, such as 2.5");
    }

    private static bool IsDecimal(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && text.All(one => char.IsAsciiDigit(one) || one == '.');
}
