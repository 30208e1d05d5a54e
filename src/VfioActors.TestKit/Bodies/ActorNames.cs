using System.Globalization;

namespace VfioActors.TestKit.Bodies;

/// <summary>Names for actors that got none: the same in every run.</summary>
internal sealed class ActorNames
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The next name for an actor of a type: teller, teller2, teller3.</summary>
    internal string NextOf(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        var plain = (tick < 0 ? type.Name : type.Name[..tick]).ToLowerInvariant();
        var name = plain.Where(char.IsAsciiLetterOrDigit).Any()
            ? string.Concat(plain.Where(char.IsAsciiLetterOrDigit))
            : "actor";
        var count = _counts[name] = _counts.GetValueOrDefault(name) + 1;
        return count == 1 ? name : name + count.ToString(CultureInfo.InvariantCulture);
    }
}
