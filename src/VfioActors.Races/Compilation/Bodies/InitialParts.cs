using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>
/// For which part of a variable each of the values in braces is: the one that is named, or the one behind the last, as
/// C11 has it in 6.7.9. Braces around inner parts cannot be left out, and nothing is said twice.
/// </summary>
/// <param name="constants">Which numbers are known.</param>
/// <param name="wrong">Told of what is wrong, and where.</param>
internal sealed class InitialParts(ConstantEvaluator constants, Action<Place, string> wrong)
{
    /// <summary>What stands behind a part inside of a part: C knows, but who reads it has to count.</summary>
    private const int Unknown = -1;

    /// <summary>The parts of a type that are said.</summary>
    internal IReadOnlyList<PlacedPart> Of(RaceType type, Expression.Initial initial)
    {
        List<PlacedPart> found = [];
        var next = 0;
        foreach (var part in initial.Parts)
        {
            if (part.Way.Count > 0) { next = NumberOf(type, part.Way); }
            if (Place(type, part, next) is not { } placed) { continue; }
            if (!IsUnion(type) && found.Exists(other => IsSame(other, placed)))
            {
                wrong(AtOf(part), "this part is said twice");
                continue;
            }

            found.Add(placed);
            if (next != Unknown) { next++; }
        }

        return found;
    }

    private PlacedPart? Place(RaceType type, InitialPart part, int next)
    {
        if (part.Way.Count == 0)
        {
            if (next == Unknown)
            {
                wrong(part.Value.At, "name this part, too: the one before it is inside of another");
                return null;
            }

            return InOrder(type, next) is var (own, offset)
                ? new(own, offset, part.Value, IsNamed: false)
                : Missing(type, part);
        }

        var (inner, place) = (type, 0);
        foreach (var step in part.Way)
        {
            if (Inside(inner, step) is not var (within, before)) { return Missing(inner, part); }
            (inner, place) = (within, place + before);
        }

        return new(inner, place, part.Value, IsNamed: true);
    }

    private PlacedPart? Missing(RaceType type, InitialPart part)
    {
        var unknown = part.Way.Select(step => step.Index)
            .FirstOrDefault(index => index is not null && constants.Of(index) is null);
        wrong(unknown?.At ?? AtOf(part), unknown is null
            ? $"{type} has no such part" : "expected a number that is known beforehand");
        return null;
    }

    private (RaceType Type, int Offset)? Inside(RaceType type, Designator step)
    {
        if (step.Field is { Value: var name })
        {
            return type is RaceType.Structure { Layout: var layout } && layout.TryFind(name, out var field)
                ? (field.Type, field.Offset)
                : null;
        }

        return type is RaceType.Array row && constants.Of(step.Index!) is >= 0 and var at && at < row.Length
            ? (row.Of, (int)at * row.Of.Words)
            : null;
    }

    private static (RaceType Type, int Offset)? InOrder(RaceType type, int at)
    {
        if (type is RaceType.Array row) { return at < row.Length ? (row.Of, at * row.Of.Words) : null; }
        if (type is not RaceType.Structure { Layout: var layout } || at >= layout.Names.Count) { return null; }
        if (layout.IsUnion && at > 0) { return null; }
        return layout.TryFind(layout.Names[at], out var field) ? (field.Type, field.Offset) : null;
    }

    /// <summary>The number in the order of what is named.</summary>
    private int NumberOf(RaceType type, IReadOnlyList<Designator> way)
    {
        if (way.Count > 1) { return Unknown; }
        if (way[0].Index is { } index)
        {
            return constants.Of(index) is >= 0 and < int.MaxValue and var number ? (int)number : 0;
        }

        if (type is not RaceType.Structure { Layout: var layout }) { return Unknown; }
        for (var at = 0; at < layout.Names.Count; at++)
        {
            if (layout.Names[at] == way[0].Field!.Value) { return at; }
        }

        return Unknown;
    }

    /// <summary>What has no words stands where the next part does.</summary>
    private static bool IsSame(PlacedPart one, PlacedPart other) =>
        one.Offset == other.Offset && one.Type.Words > 0 && other.Type.Words > 0
        && (one.Type is not RaceType.BitField bits || other.Type is not RaceType.BitField others || bits == others);

    private static bool IsUnion(RaceType type) => type is RaceType.Structure { Layout.IsUnion: true };

    private static Place AtOf(InitialPart part) => part.Way switch
    {
        [{ Field: { } field }, ..] => field.At,
        [{ Index: { } index }, ..] => index.At,
        _ => part.Value.At,
    };
}
