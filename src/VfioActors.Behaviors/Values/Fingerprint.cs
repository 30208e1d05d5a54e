namespace VfioActors.Behaviors.Values;

/// <summary>
/// Arithmetic of 64-bit fingerprints. The same input gives the same fingerprint in every process, on every machine:
/// traces carry them.
/// </summary>
/// <remarks>Folded multiplication as in wyhash (Wang Yi, 2019); not for adversaries.</remarks>
public static class Fingerprint
{
    private const ulong Left = 0xa0761d6478bd642f;
    private const ulong Right = 0xe7037ed1a0b428db;

    /// <summary>Mixes two words into one; the order matters.</summary>
    public static ulong Mix(ulong first, ulong second)
    {
        unchecked
        {
            var high = Math.BigMul(first ^ Left, second ^ Right, out var low);
            return high ^ low ^ (first * Right);
        }
    }

    /// <summary>The fingerprint of a text, character by character.</summary>
    public static ulong Of(string text)
    {
        var hash = (ulong)text.Length;
        foreach (var character in text) { hash = Mix(hash, character); }
        return hash;
    }

    /// <summary>Sixteen lower-case hexadecimal digits, as traces write them.</summary>
    public static string Text(ulong fingerprint) =>
        fingerprint.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
