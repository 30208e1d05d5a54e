using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>
/// What the members of a union must be: a word of memory here is a number or a pointer, so that members that share
/// bytes must do so number by number, each with the same width and sign. Pointers are as wide as u64, and as s64.
/// </summary>
internal static class UnionRules
{
    private const int PointerBytes = 8;

    /// <summary>What is wrong with a union; null when nothing is.</summary>
    internal static string? Refuse(StructureLayout union)
    {
        var members = union.Names.Select(name => (Name: name, Parts: PartsOf(union, name))).ToList();
        if (members.Find(one => one.Parts is null) is { Name: { } locked })
        {
            return $"'{Shown(locked)}' is or holds a lock, a count, a bit field or the like, which shares no memory";
        }

        var longest = members.MaxBy(one => one.Parts!.Count);
        foreach (var (name, parts) in members)
        {
            for (var at = 0; at < parts!.Count; at++)
            {
                if (parts[at] == longest.Parts![at]) { continue; }
                return $"'{Shown(name)}' and '{Shown(longest.Name)}' share bytes that are {Shown(parts[at])} in one "
                    + $"and {Shown(longest.Parts[at])} in the other";
            }
        }

        return null;
    }

    private static string Shown(string name) => name.StartsWith('.') ? "a structure without a name" : name;

    private static string Shown((int Byte, int Bits) part) =>
        $"{new RaceType.Number(part.Bits)} at byte {part.Byte}";

    /// <summary>The numbers that a member is made of, each with its first byte; null when it is more.</summary>
    private static List<(int Byte, int Bits)>? PartsOf(StructureLayout union, string name)
    {
        List<(int Byte, int Bits)> parts = [];
        return union.TryFind(name, out var field) && Add(parts, field.Type, 0) is not null ? parts : null;
    }

    /// <returns>The byte behind it; null for what is no number.</returns>
    private static int? Add(List<(int Byte, int Bits)> parts, RaceType type, int from)
    {
        switch (type)
        {
            case RaceType.Number { Bits: var bits }:
                parts.Add((from, bits is 64 or -64 ? 64 : bits));
                return from + BytesOf(bits);
            case RaceType.Pointer:
                parts.Add((from, 64));
                return from + PointerBytes;
            case RaceType.Array row:
                int? at = from;
                for (var one = 0; one < row.Length && at is not null; one++) { at = Add(parts, row.Of, at.Value); }
                return at;
            case RaceType.Structure { Layout: var layout }: return Add(parts, layout, from);
            default: return null;
        }
    }

    private static int? Add(List<(int Byte, int Bits)> parts, StructureLayout layout, int from)
    {
        if (layout.IsUnion)
        {
            var longest = layout.Names.MaxBy(name => PartsOf(layout, name)?.Count ?? int.MaxValue);
            if (longest is null || !layout.TryFind(longest, out var member)) { return null; }
            return Add(parts, member.Type, from) is null ? null : from + SizeOf(new RaceType.Structure(layout));
        }

        var at = from;
        foreach (var type in Types(layout))
        {
            if (Add(parts, type, Aligned(at, AlignmentOf(type))) is not { } end) { return null; }
            at = end;
        }

        return Aligned(at, AlignmentOf(new RaceType.Structure(layout)));
    }

    private static int SizeOf(RaceType type) => type switch
    {
        RaceType.Number { Bits: var bits } => BytesOf(bits),
        RaceType.Array row => row.Length * SizeOf(row.Of),
        RaceType.Structure { Layout: { IsUnion: true } union } => Aligned(
            Types(union).Select(SizeOf).DefaultIfEmpty().Max(), AlignmentOf(type)),
        RaceType.Structure { Layout: var layout } => Aligned(
            Types(layout).Aggregate(0, (at, one) => Aligned(at, AlignmentOf(one)) + SizeOf(one)), AlignmentOf(type)),
        _ => PointerBytes,
    };

    private static int AlignmentOf(RaceType type) => type switch
    {
        RaceType.Number { Bits: var bits } => BytesOf(bits),
        RaceType.Array row => AlignmentOf(row.Of),
        RaceType.Structure { Layout: var layout } => Types(layout).Select(AlignmentOf).DefaultIfEmpty(1).Max(),
        _ => PointerBytes,
    };

    /// <summary>The types of the fields in order; bit fields that share a word are that word.</summary>
    private static IEnumerable<RaceType> Types(StructureLayout layout)
    {
        var word = -1;
        foreach (var name in layout.Names)
        {
            _ = layout.TryFind(name, out var field);
            if (field.Type is not RaceType.BitField) { yield return field.Type; }
            else if (field.Offset != word)
            {
                word = field.Offset;
                yield return WordOf(layout, word);
            }
        }
    }

    /// <summary>The number without a sign that bit fields share; none where their types are not of one width.</summary>
    private static RaceType WordOf(StructureLayout layout, int offset)
    {
        var fields = layout.Names.Select(name => layout.TryFind(name, out var field) ? field : default)
            .Where(field => field.Offset == offset).Select(field => field.Type).OfType<RaceType.BitField>().ToList();
        var bits = Math.Abs(fields[0].Of.Bits);
        return fields.All(field => Math.Abs(field.Of.Bits) == bits && field.End <= bits) && !layout.IsUnion
            ? new RaceType.Number(bits)
            : fields[0];
    }

    private static int Aligned(int at, int to) => (at + to - 1) / to * to;

    private static int BytesOf(int bits) => bits == 1 ? 1 : Math.Abs(bits) / 8;
}
