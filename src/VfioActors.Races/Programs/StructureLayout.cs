namespace VfioActors.Races.Programs;

/// <summary>The fields of a structure, word by word.</summary>
/// <param name="name">The name behind the word <c>struct</c>.</param>
internal sealed class StructureLayout(string name)
{
    private readonly SortedDictionary<string, (int Offset, RaceType Type)> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>The name.</summary>
    internal string Name => name;

    /// <summary>How many words.</summary>
    internal int Words { get; private set; }

    /// <summary>Whether its fields are known.</summary>
    internal bool IsComplete { get; set; }

    /// <summary>The names of the fields in order.</summary>
    internal IReadOnlyList<string> Names => _order;

    /// <summary>Adds a field behind the others.</summary>
    /// <returns>False when there is one of the name.</returns>
    internal bool TryAdd(string field, RaceType type)
    {
        if (!_fields.TryAdd(field, (Words, type))) { return false; }
        _order.Add(field);
        Words += type.Words;
        return true;
    }

    /// <summary>Finds a field.</summary>
    internal bool TryFind(string field, out (int Offset, RaceType Type) found) =>
        _fields.TryGetValue(field, out found);

    /// <summary>The words of a field, such as <c>dev-&gt;lock</c>, for people; empty for the whole.</summary>
    internal string NameAt(int offset)
    {
        foreach (var field in _order)
        {
            var (start, type) = _fields[field];
            if (offset < start || offset >= start + type.Words) { continue; }
            return type is RaceType.Sync { Kind: SyncKind.Timer } ? "" : field + Inside(type, offset - start);
        }

        return "";
    }

    /// <summary>The words for a place inside a value of a type.</summary>
    internal static string Inside(RaceType type, int offset) => type switch
    {
        RaceType.Structure part when part.Layout.NameAt(offset) is { Length: > 0 } inner => $".{inner}",
        RaceType.Array row => $"[{offset / row.Of.Words}]{Inside(row.Of, offset % row.Of.Words)}",
        _ => "",
    };
}
