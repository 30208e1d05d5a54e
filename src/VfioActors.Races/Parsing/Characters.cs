using System.Globalization;

namespace VfioActors.Races.Parsing;

/// <summary>Single characters as C writes them, <c>'a'</c>: numbers of the type <c>int</c>.</summary>
internal static class Characters
{
    private const int LongestOctal = 3;
    private const int OctalBits = 3;
    private const string Escapes = "abtnvfr";
    private const int FirstEscape = '\a';

    /// <summary>Reads one with its quotes.</summary>
    /// <returns>False when it is none, or more than one.</returns>
    internal static bool TryRead(string text, out long value)
    {
        value = 0;
        if (text is not ['\'', .. var inner, '\''] || inner.Length == 0) { return false; }
        if (inner[0] != '\\')
        {
            value = inner[0];
            return inner.Length == 1 && char.IsAscii(inner[0]);
        }

        return inner[1..] switch
        {
            ['x', .. var digits] => IsByte(digits, out value),
            ['\\' or '\'' or '"' or '?'] and [var itself] => IsGiven(itself, out value),
            [var letter] when Escapes.Contains(letter) =>
                IsGiven(FirstEscape + Escapes.IndexOf(letter), out value),
            var digits => IsOctal(digits, out value),
        };
    }

    private static bool IsGiven(int number, out long value)
    {
        value = number;
        return true;
    }

    private static bool IsByte(string digits, out long value) =>
        long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        && value is >= 0 and <= byte.MaxValue;

    private static bool IsOctal(string digits, out long value)
    {
        value = 0;
        if (digits.Length is 0 or > LongestOctal || digits.Any(digit => digit is < '0' or > '7')) { return false; }
        foreach (var digit in digits) { value = (value << OctalBits) | (uint)(digit - '0'); }
        return value <= byte.MaxValue;
    }
}
