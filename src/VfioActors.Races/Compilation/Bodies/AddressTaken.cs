using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Finds the variables of a function whose address is taken: those are kept in shared memory.</summary>
internal static class AddressTaken
{
    /// <summary>The names of those variables.</summary>
    internal static IReadOnlySet<string> In(Statement statement)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        Walk(statement, names);
        return names;
    }

    private static void Walk(Statement? statement, SortedSet<string> names)
    {
        switch (statement)
        {
            case Statement.Block block: WalkAll(block.Statements, names); break;
            case Statement.Switch choice:
                Walk(choice.Value, names);
                WalkAll(choice.Body, names);
                break;
            case Statement.Declare declare:
                foreach (var variable in declare.Variables) { Walk(variable.Initial, names); }
                break;
            case Statement.Do action: Walk(action.Expression, names); break;
            case Statement.If condition:
                Walk(condition.Condition, names);
                Walk(condition.Then, names);
                Walk(condition.Else, names);
                break;
            case Statement.While loop:
                Walk(loop.Condition, names);
                Walk(loop.Body, names);
                break;
            case Statement.For loop:
                Walk(loop.First, names);
                Walk(loop.Condition, names);
                Walk(loop.Next, names);
                Walk(loop.Body, names);
                break;
            case Statement.ForEach loop:
                Walk(loop.Head, names);
                Walk(loop.Body, names);
                break;
            case Statement.Return leave: Walk(leave.Value, names); break;
            default: break;
        }
    }

    private static void WalkAll(IReadOnlyList<Statement> statements, SortedSet<string> names)
    {
        foreach (var one in statements) { Walk(one, names); }
    }

    private static void Walk(Expression? expression, SortedSet<string> names)
    {
        if (expression is Expression.Unary { Operator: "&", Operand: Expression.Name name }) { names.Add(name.Value); }
        foreach (var part in PartsOf(expression)) { Walk(part, names); }
    }

    private static IEnumerable<Expression> PartsOf(Expression? expression) => expression switch
    {
        Expression.Unary unary => [unary.Operand],
        Expression.Count count => [count.Target],
        Expression.Binary binary => [binary.Left, binary.Right],
        Expression.Assign assign => [assign.Target, assign.Value],
        Expression.Conditional choice => [choice.If, choice.Then, choice.Else],
        Expression.Call call => call.Arguments,
        Expression.Index index => [index.Array, index.At0],
        Expression.Member member => [member.Whole],
        Expression.Cast cast => [cast.Value],
        Expression.Initial initial => initial.Parts.Select(part => part.Value),
        _ => [],
    };
}
