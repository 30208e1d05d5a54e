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

        if (digits.Length > 1 && digits[0] == '0') { return TryOctal(digits, out value); }
        if (digits.Length == text.Length || !text[digits.Length..].Contains('u', StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        var isRead = ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var wide);
        value = unchecked((long)wide);
        return isRead;
    }

    /// <summary>
    /// The width of the type of a number that can be read, ISO C11 6.4.4.1: the first that it fits of int and long, and
    /// without a sign where its letters say so or it is not decimal. Negative for one with a sign.
    /// </summary>
    internal static int WidthOf(string text, long value)
    {
        var digits = text.TrimEnd('u', 'U', 'l', 'L');
        var letters = text[digits.Length..];
        var isUnsigned = letters.Contains('u', StringComparison.OrdinalIgnoreCase);
        var isDecimal = digits.Length == 1 || digits[0] != '0';
        var isLong = letters.Contains('l', StringComparison.OrdinalIgnoreCase);
        if (!isLong && value is >= 0 and <= int.MaxValue) { return isUnsigned ? 32 : -32; }
        if (!isLong && value is >= 0 and <= uint.MaxValue && (isUnsigned || !isDecimal)) { return 32; }
        return isUnsigned || value < 0 ? 64 : -64;
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
