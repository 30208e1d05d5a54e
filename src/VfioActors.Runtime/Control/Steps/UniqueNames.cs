namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Names for a topology, which allows fewer characters than Akka.NET does: each is unique, however alike what they are
/// made from.
/// </summary>
internal sealed class UniqueNames
{
    private readonly List<string> _all = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    internal UniqueNames(params IEnumerable<string> names)
    {
        foreach (var name in names) { Add(name); }
    }

    internal IReadOnlyList<string> All => _all;

    internal void Clear()
    {
        _all.Clear();
        _taken.Clear();
    }

    internal void Add(string wanted)
    {
        var plain = string.Concat(wanted.Select(Allowed));
        var name = plain;
        for (var number = 2; !_taken.Add(name); number++) { name = $"{plain}_{number}"; }
        _all.Add(name);
    }

    private static char Allowed(char one) =>
        char.IsAsciiLetterOrDigit(one) || one is '.' or '-' or '_' ? one : one == '/' ? '.' : '_';
}
