namespace VfioActors.Races.Syntax;

/// <summary>All that stands in a statement or in an expression, whatever holds it.</summary>
internal static class SyntaxWalk
{
    /// <summary>A statement, then those in it, those in its expressions last.</summary>
    internal static IEnumerable<Statement> Statements(Statement? statement) => statement is null
        ? []
        : Parts(statement).Concat(Heads(statement).SelectMany(Expressions).OfType<Expression.Statements>()
            .Select(inner => inner.Block)).SelectMany(Statements).Prepend(statement);

    /// <summary>The expressions of a statement and of those in it, each before what it is made of.</summary>
    internal static IEnumerable<Expression> Expressions(Statement? statement) =>
        Statements(statement).SelectMany(Heads).SelectMany(Expressions);

    /// <summary>An expression, then what it is made of.</summary>
    internal static IEnumerable<Expression> Expressions(Expression? expression) =>
        expression is null ? [] : Parts(expression).SelectMany(Expressions).Prepend(expression);

    /// <summary>The names of the fields of unions and of what is in them: they share words with others.</summary>
    internal static IEnumerable<string> Shared(IReadOnlyList<Item> items)
    {
        SortedSet<string> seen = new(StringComparer.Ordinal);
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (var union in items.OfType<Item.Structure>().Where(item => item.IsUnion)) { Add(union); }
        return names;

        void Add(Item.Structure whole)
        {
            if (!seen.Add(whole.Name)) { return; }
            foreach (var field in whole.Fields)
            {
                names.Add(field.Name);
                var inner = field.Type is { IsStruct: true, Stars: 0 }
                    ? items.OfType<Item.Structure>().FirstOrDefault(item => item.Name == field.Type.Name) : null;
                if (inner is not null) { Add(inner); }
            }
        }
    }

    private static IEnumerable<Statement?> Parts(Statement statement) => statement switch
    {
        Statement.Block block => (IEnumerable<Statement?>)block.Statements,
        Statement.Switch choice => choice.Body,
        Statement.If condition => [condition.Then, condition.Else],
        Statement.While loop => [loop.Body],
        Statement.For loop => [loop.First, loop.Body],
        Statement.ForEach loop => [loop.Body],
        Statement.Return leave => leave.Then,
        Statement.Guard guard => [guard.Otherwise, guard.Scope],
        _ => [],
    };

    private static IEnumerable<Expression?> Heads(Statement statement) => statement switch
    {
        Statement.Switch choice => (IEnumerable<Expression?>)[choice.Value],
        Statement.Declare declare => declare.Variables.Select(variable => variable.Initial),
        Statement.Do action => [action.Expression],
        Statement.If condition => [condition.Condition],
        Statement.While loop => [loop.Condition],
        Statement.For loop => [loop.Condition, loop.Next],
        Statement.ForEach loop => [loop.Head],
        Statement.Return leave => [leave.Value],
        Statement.Guard guard => [guard.Lock],
        _ => [],
    };

    private static IEnumerable<Expression?> Parts(Expression expression) => expression switch
    {
        Expression.Unary unary => (IEnumerable<Expression?>)[unary.Operand],
        Expression.Count count => [count.Target],
        Expression.Binary binary => [binary.Left, binary.Right],
        Expression.Assign assign => [assign.Target, assign.Value],
        Expression.Conditional choice => [choice.If, choice.Then, choice.Else],
        Expression.Call call => call.Arguments,
        Expression.PointerCall call => call.Arguments.Prepend(call.Function),
        Expression.Index index => [index.Array, index.At0],
        Expression.Member member => [member.Whole],
        Expression.Cast cast => [cast.Value],
        Expression.Compound literal => [literal.Parts],
        Expression.Initial initial => initial.Parts.Select(part => part.Value),
        _ => [],
    };
}
