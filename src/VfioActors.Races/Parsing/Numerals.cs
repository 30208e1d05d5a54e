using System.Globalization;

namespace VfioActors.Races.Parsing;

/// <summary>Numbers as C writes them.</summary>
internal static class Numerals
{
    /// <summary>Reads a decimal, hexadecimal, octal or binary number with or without the letters of a size.</summary>
    internal static bool TryRead(string text, out long value)
    {
        var digits = text.TrimEnd('u', 'U', 'l', 'L');
        value = 0;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        if (digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(digits[2..], NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture,
                out value);
        }

        return digits.Length > 1 && digits[0] == '0'
            ? TryOctal(digits, out value)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryOctal(string digits, out long value)
    {
        const int LongestOctal = 21;
        value = 0;
        if (digits.Length > LongestOctal || digits.Any(digit => digit is < '0' or > '7')) { return false; }
        foreach (var digit in digits) { value = (value << 3) | (uint)(digit - '0'); }
        return true;
    }
}
