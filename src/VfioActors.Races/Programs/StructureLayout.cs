namespace VfioActors.Races.Programs;

/// <summary>The fields of a structure or of a union, word by word.</summary>
/// <param name="name">The name behind the word <c>struct</c>.</param>
internal sealed class StructureLayout(string name)
{
    /// <summary>How the name of a field begins whose own fields are those of the structure, too: it has none.</summary>
    private const char Nameless = '.';

    private readonly SortedDictionary<string, (int Offset, RaceType Type)> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>The last bit fields, behind which others may stand in the same word; null for none.</summary>
    private (int Offset, RaceType.BitField Last)? _bits;

    /// <summary>The name.</summary>
    internal string Name => name;

    /// <summary>How many words.</summary>
    internal int Words { get; private set; }

    /// <summary>Whether its fields are known.</summary>
    internal bool IsComplete { get; set; }

    /// <summary>Whether all fields are kept in the same words.</summary>
    internal bool IsUnion { get; set; }

    /// <summary>The names of the fields in order.</summary>
    internal IReadOnlyList<string> Names => _order;

    /// <summary>Adds a field behind the others, or in a union beside them.</summary>
    /// <returns>False when there is one of the name.</returns>
    internal bool TryAdd(string field, RaceType type)
    {
        if (type is RaceType.BitField bits) { return TryAdd(field, bits); }
        _bits = null;
        var isTaken = TryFind(field, out _)
            || (Inner(field, type) is { } inner && inner.Names.Any(one => TryFind(one, out _)));
        if (isTaken || !_fields.TryAdd(field, (IsUnion ? 0 : Words, type))) { return false; }
        _order.Add(field);
        Words = IsUnion ? Math.Max(Words, type.Words) : Words + type.Words;
        return true;
    }

    /// <summary>
    /// Bit fields beside each other share a word, until one would not fit into what its type is aligned to any more: it
    /// begins another. One without a name takes its bits, and of no width ends the word.
    /// </summary>
    private bool TryAdd(string field, RaceType.BitField type)
    {
        if (field.Length > 0 && TryFind(field, out _)) { return false; }
        var unit = Math.Max(Math.Abs(type.Of.Bits), 8);
        var from = _bits?.Last.End ?? 0;
        var fits = _bits is not null && type.Width > 0 && !IsUnion
            && from / unit == (from + type.Width - 1) / unit && from + type.Width <= 64;
        var offset = fits ? _bits!.Value.Offset : IsUnion ? 0 : Words;
        var placed = type with { Shift = fits ? from : 0 };
        _bits = type.Width == 0 ? null : (offset, placed);
        if (type.Width > 0) { Words = Math.Max(Words, offset + 1); }
        if (field.Length == 0) { return true; }
        _fields.Add(field, (offset, placed));
        _order.Add(field);
        return true;
    }

    /// <summary>Finds a field.</summary>
    internal bool TryFind(string field, out (int Offset, RaceType Type) found)
    {
        if (_fields.TryGetValue(field, out found)) { return true; }
        foreach (var outer in _order)
        {
            var (start, type) = _fields[outer];
            if (Inner(outer, type)?.TryFind(field, out var inner) != true) { continue; }
            _ = Inner(outer, type)!.TryFind(field, out inner);
            found = (start + inner.Offset, inner.Type);
            return true;
        }

        return false;
    }

    /// <summary>The words of a field, such as <c>dev-&gt;lock</c>, for people; empty for the whole.</summary>
    internal string NameAt(int offset)
    {
        foreach (var field in _order)
        {
            var (start, type) = _fields[field];
            if (offset < start || offset >= start + type.Words) { continue; }
            if (type is RaceType.BitField) { return string.Join('/', BitFieldsAt(offset)); }
            if (Inner(field, type) is { } inner) { return inner.NameAt(offset - start); }
            return type is RaceType.Sync { Kind: SyncKind.Timer } ? "" : field + Inside(type, offset - start);
        }

        return "";
    }

    private IEnumerable<string> BitFieldsAt(int offset) =>
        _order.Where(field => _fields[field] is (var at, RaceType.BitField) && at == offset);

    /// <summary>The words for a place inside a value of a type.</summary>
    internal static string Inside(RaceType type, int offset) => type switch
    {
        RaceType.Structure part when part.Layout.NameAt(offset) is { Length: > 0 } inner => $".{inner}",
        RaceType.Array row => $"[{offset / row.Of.Words}]{Inside(row.Of, offset % row.Of.Words)}",
        _ => "",
    };

    /// <summary>The fields of a field that has no name; null for one that has.</summary>
    private static StructureLayout? Inner(string field, RaceType type) =>
        field.StartsWith(Nameless) && type is RaceType.Structure { Layout: var layout } ? layout : null;
}
