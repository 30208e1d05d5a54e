using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Finds the variables of a function whose address is taken: those are kept in shared memory.</summary>
internal static class AddressTaken
{
    /// <summary>The names of those variables.</summary>
    internal static IReadOnlySet<string> In(Statement statement)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (var expression in SyntaxWalk.Expressions(statement))
        {
            if (expression is Expression.Unary { Operator: "&", Operand: Expression.Name name })
            {
                names.Add(name.Value);
            }
        }

        return names;
    }
}
