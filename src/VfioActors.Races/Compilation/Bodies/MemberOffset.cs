using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Where a field is in the structure that a pointer points to, as <c>container_of</c> needs it.</summary>
internal static class MemberOffset
{
    /// <summary>The words before it; null and a complaint when there is no such field.</summary>
    /// <param name="pointer">The type of the pointer, or the structure itself.</param>
    internal static int? Of(Body body, RaceType pointer, Expression member)
    {
        var type = pointer is RaceType.Pointer typed ? typed.To : pointer;
        if (type is not RaceType.Structure { Layout: var layout })
        {
            body.Wrong(member.At, $"expected a pointer to a structure, this is {pointer}");
            return null;
        }

        if (member is Expression.Name name && layout.TryFind(name.Value, out var field)) { return field.Offset; }
        var word = (member as Expression.Name)?.Value ?? "";
        body.Wrong(
            member.At, $"struct {layout.Name} has no field '{word}'", Nearness.Hint(word, layout.Names));
        return null;
    }
}
