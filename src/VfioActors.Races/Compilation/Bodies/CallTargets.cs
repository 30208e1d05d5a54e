using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>
/// Where the functions of a file may be pointed to: one that is only ever given to fields of a name is called by none
/// but those, as long as no such field is read for anything but a call or a look whether it is set, nor in a union.
/// What gets elsewhere all the same, as by a cast of a structure, is met where it is called: the run is cut there.
/// </summary>
internal sealed class CallTargets
{
    private readonly HashSet<Expression> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(string Field, string Function)> _given = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _anywhere = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, Item.Function> _functions;

    /// <param name="items">What stands in the file.</param>
    /// <param name="others">Expressions that stand outside of these.</param>
    /// <param name="functions">The functions by their names.</param>
    internal CallTargets(
        IReadOnlyList<Item> items, IEnumerable<Expression> others, IReadOnlyDictionary<string, Item.Function> functions)
    {
        _functions = functions;
        List<Expression> all = [.. others.SelectMany(SyntaxWalk.Expressions)];
        foreach (var item in items)
        {
            var body = item switch
            {
                Item.Function function => function.Body,
                Item.Thread thread => thread.Body,
                _ => null,
            };
            foreach (var statement in SyntaxWalk.Statements(body)) { Look(statement); }
            all.AddRange(SyntaxWalk.Expressions(body));
            if (item is not Item.Variables { All: var variables }) { continue; }
            all.AddRange(variables.SelectMany(one => SyntaxWalk.Expressions(one.Initial)));
        }

        _read.UnionWith(SyntaxWalk.Shared(items));
        foreach (var one in all) { Look(one); }
        foreach (var one in all.Where(one => !_seen.Contains(one)))
        {
            if (one is Expression.Member member) { _read.Add(member.Field.Value); }
            if (FunctionOf(one) is { } function) { _anywhere.Add(function); }
        }
    }

    /// <summary>Whether a function is named as a value at all.</summary>
    internal bool IsPointedTo(string function) =>
        _anywhere.Contains(function) || _given.Any(one => one.Function == function);

    /// <summary>Whether what an expression points to may be that function.</summary>
    internal bool MayBe(Expression? pointer, string function) => _anywhere.Contains(function)
        || _given.Any(one => one.Function == function
            && (_read.Contains(one.Field)
                || (Bare(pointer) is Expression.Member { Field.Value: var field } && field == one.Field)));

    private static Expression? Bare(Expression? value) =>
        value is Expression.Unary { Operator: "*" } star ? Bare(star.Operand) : value;

    private string? FunctionOf(Expression value) =>
        value is Expression.Name { Value: var name } && _functions.ContainsKey(name) ? name : null;

    private void Look(Statement statement)
    {
        switch (statement)
        {
            case Statement.If condition: Test(condition.Condition); break;
            case Statement.While loop: Test(loop.Condition); break;
            case Statement.Do { Expression: Expression.Assign { Operator: "" } assign }
                when assign.Target is Expression.Member member:
                Give(member.Field.Value, assign.Value);
                break;
            default: break;
        }
    }

    private void Look(Expression expression)
    {
        switch (expression)
        {
            case Expression.Assign { Operator: "" } assign: Test(assign.Target); break;
            case Expression.PointerCall call: Test(Bare(call.Function)!); break;
            case Expression.Unary { Operator: "!" } not: Test(not.Operand); break;
            case Expression.Conditional { Then: not null } choice: Test(choice.If); break;
            case Expression.Binary { Operator: "==" or "!=" or "&&" or "||" } both:
                Test(both.Left);
                Test(both.Right);
                break;
            case Expression.Initial initial:
                foreach (var part in initial.Parts)
                {
                    if (part.Field is { } field) { Give(field.Value, part.Value); }
                }

                break;
            default: break;
        }
    }

    /// <summary>An expression that is looked at, called or written to: what it points to gets nowhere.</summary>
    private void Test(Expression expression)
    {
        if (expression is Expression.Member) { _seen.Add(expression); }
    }

    private void Give(string field, Expression value)
    {
        var named = value is Expression.Unary { Operator: "&" } address ? address.Operand : value;
        if (FunctionOf(named) is not { } function) { return; }
        _given.Add((field, function));
        _seen.Add(named);
    }
}
