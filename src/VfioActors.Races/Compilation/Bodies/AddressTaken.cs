using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Finds the variables of a function whose address is taken: those are kept in shared memory.</summary>
internal static class AddressTaken
{
    /// <summary>
    /// The names of those variables. What an exchange is given a pointer to as what it expects, and nobody else, is not
    /// among them: it is read and written there, and its address kept nowhere.
    /// </summary>
    internal static IReadOnlySet<string> In(Unit unit, Statement statement)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        SortedSet<string> defined = new(StringComparer.Ordinal);
        HashSet<Expression> expected = new(ReferenceEqualityComparer.Instance);
        Queue<Expression> left = new(SyntaxWalk.Expressions(statement));
        while (left.TryDequeue(out var expression))
        {
            switch (expression)
            {
                case Expression.Call { Arguments: [_, var second, ..] } call when IsPrimitive(unit, call, statement):
                    expected.Add(second);
                    break;
                case Expression.Unary { Operator: "&", Operand: Expression.Name name }
                    when !expected.Contains(expression):
                    names.Add(name.Value);
                    break;
                case Expression.Name name when defined.Add(name.Value):
                    foreach (var one in SyntaxWalk.Expressions(unit.Constants.Defined(name.Value)))
                    {
                        left.Enqueue(one);
                    }

                    break;
                default: break;
            }
        }

        return names;
    }

    private static bool IsPrimitive(Unit unit, Expression.Call call, Statement statement) =>
        call.Function.Value is var name && unit.Primitives.WritesExpected(name)
        && !unit.Symbols.IsOwn(name, unit.Brought) && unit.Symbols.FindVariable(name) < 0
        && !SyntaxWalk.Statements(statement).OfType<Statement.Declare>()
            .Any(one => one.Variables.Any(variable => variable.Name == name));
}
