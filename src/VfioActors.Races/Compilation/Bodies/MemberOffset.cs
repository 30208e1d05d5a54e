using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Where a field is in the structure that a pointer points to, as <c>container_of</c> needs it.</summary>
internal static class MemberOffset
{
    /// <summary>The words before it; null and a complaint when there is no such field.</summary>
    /// <param name="pointer">The type of the pointer, or the structure itself.</param>
    /// <param name="member">The field, or a field of a field: <c>work</c>, <c>dwork.work</c>.</param>
    internal static int? Of(Body body, RaceType pointer, Expression member)
    {
        var type = pointer is RaceType.Pointer typed ? typed.To : pointer;
        if (type is RaceType.Structure) { return Find(body, type, member)?.Offset; }
        body.Wrong(member.At, $"expected a pointer to a structure, this is {pointer}");
        return null;
    }

    private static (RaceType Type, int Offset)? Find(Body body, RaceType type, Expression member)
    {
        if (member is Expression.Member { ByPointer: false } nested)
        {
            return Find(body, type, nested.Whole) is var (whole, before)
                && Find(body, whole, nested.Field) is var (inner, offset) ? (inner, before + offset) : null;
        }

        var word = (member as Expression.Name)?.Value ?? "";
        if (type is not RaceType.Structure { Layout: var layout })
        {
            body.Wrong(member.At, $"{type} has no fields");
            return null;
        }

        if (layout.TryFind(word, out var field)) { return (field.Type, field.Offset); }
        body.Wrong(
            member.At, $"struct {layout.Name} has no field '{word}'", Nearness.Hint(word, layout.Names));
        return null;
    }
}
