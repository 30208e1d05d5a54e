using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Writes out scoped guards: the lock is taken where the guard stands, and given back at every way out of its scope.
/// include/linux/cleanup.h and the DEFINE_GUARD lines of the locks, Linux 6.6.
/// </summary>
/// <param name="problems">Told of what is not read.</param>
internal sealed class Guards(DiagnosticBag problems)
{
    /// <summary>What the guards around the statement at hand do at their end, the outermost first.</summary>
    private readonly List<Release> _open = [];

    /// <summary>How many of those are around the innermost loop, and the innermost loop or switch.</summary>
    private (int Loop, int Any) _around;
    private int _made;

    /// <summary>An item without guards.</summary>
    internal Item WrittenOut(Item item)
    {
        RefuseFree(item switch
        {
            Item.Variables variables => variables.All,
            Item.Structure structure => structure.Fields,
            Item.Function function => function.Parameters,
            _ => [],
        });
        return Written(item);
    }

    private Item Written(Item item) => item switch
    {
        Item.Function function when Has(function.Body) => function with { Body = Block(function.Body) },
        Item.Thread thread when Has(thread.Body) => thread with { Body = Block(thread.Body) },
        _ => item,
    };

    private static bool Has(Statement statement) =>
        SyntaxWalk.Statements(statement).Any(one => one is Statement.Guard
            || (one is Statement.Declare declared && declared.Variables.Any(variable => variable.Free is not null)));

    private Statement.Block Block(Statement.Block block)
    {
        var before = _open.Count;
        List<Statement> all = [];
        foreach (var statement in block.Statements)
        {
            if (statement is Statement.Guard { Scope: null } guard) { all.AddRange(Take(guard)); }
            else { all.Add(Any(statement)); }
            if (statement is Statement.Declare declared) { Free(declared); }
        }

        if (all.Count == 0 || !IsLeft(all[^1])) { all.AddRange(Given(before, block.End)); }
        _open.RemoveRange(before, _open.Count - before);
        return block with { Statements = all };
    }

    private Statement Any(Statement statement) => statement switch
    {
        Statement.Block block => Block(block),
        Statement.Guard { Otherwise: not null } guard => Tried(guard),
        Statement.Guard { Scope: not null } guard => Scoped(guard),
        Statement.Guard => Refused(statement),
        Statement.If condition => condition with
        {
            Then = Any(condition.Then),
            Else = condition.Else is { } other ? Any(other) : null,
        },
        Statement.While loop => loop with { Body = Within(loop.Body, isLoop: true) },
        Statement.For loop => loop with { Body = Within(loop.Body, isLoop: true) },
        Statement.ForEach loop => loop with { Body = Within(loop.Body, isLoop: true) },
        Statement.Switch choice => choice with
        {
            Body = ((Statement.Block)Within(new Statement.Block(choice.At, choice.Body), isLoop: false)).Statements,
        },
        Statement.Return back => back with { Then = [.. Given(0, back.At)] },
        Statement.Break leave => Left(leave, _around.Any),
        Statement.Continue next => Left(next, _around.Loop),
        Statement.Declare declared => Declared(declared),
        Statement.Goto or Statement.Label when _open.Count > 0 => Refused(statement),
        Statement.Case when _open.Count > _around.Any => Refused(statement),
        _ => statement,
    };

    private Statement Within(Statement inner, bool isLoop)
    {
        var before = _around;
        _around = (isLoop ? _open.Count : _around.Loop, _open.Count);
        var all = Any(inner);
        _around = before;
        return all;
    }

    /// <summary>In the kernel it is a loop of one round, which a break leaves, and no other.</summary>
    private Statement.Block Scoped(Statement.Guard guard)
    {
        var before = _open.Count;
        List<Statement> all = [.. Take(guard)];
        var around = _around;
        _around = (int.MaxValue, int.MaxValue);
        all.Add(Any(guard.Scope!));
        _around = around;
        var end = guard.Scope is Statement.Block block ? block.End : guard.Scope!.At;
        if (!IsLeft(all[^1])) { all.AddRange(Given(before, end)); }
        _open.RemoveRange(before, _open.Count - before);
        return new(guard.At, all) { End = end };
    }

    private IEnumerable<Statement> Take(Statement.Guard guard)
    {
        if (Known(guard.Kind, GuardKinds.All) is not { } kind) { yield break; }

        List<Expression> arguments = [];
        foreach (var one in Kept(guard, arguments)) { yield return one; }

        Expression.Call take = new(guard.At, new(guard.At, kind.Take), [.. arguments]);
        if (guard.Kind.Value == "srcu")
        {
            Expression.Name half = new(guard.At, NewName());
            yield return Variable(half, take);
            arguments.Add(half);
        }
        else
        {
            yield return new Statement.Do(guard.At, take);
        }

        _open.Add(new(kind.Give, arguments));
    }

    /// <summary>A lock that is tried: what is under it, or else what is done without it.</summary>
    private Statement Tried(Statement.Guard guard)
    {
        var otherwise = Any(guard.Otherwise!);
        if (Known(guard.Kind, GuardKinds.Tried) is not { } kind) { return guard.Scope!; }
        var before = _open.Count;
        List<Expression> arguments = [];
        List<Statement> all = [.. Kept(guard, arguments)];
        Expression got = new Expression.Call(guard.At, new(guard.At, kind.Take), arguments);
        if (kind.IsError) { got = new Expression.Unary(guard.At, "!", got); }
        _open.Add(new(kind.Give, arguments));
        var around = _around;
        _around = (int.MaxValue, int.MaxValue);
        List<Statement> within = [Any(guard.Scope!)];
        _around = around;
        var end = guard.Scope is Statement.Block block ? block.End : guard.Scope!.At;
        if (!IsLeft(within[0])) { within.AddRange(Given(before, end)); }
        _open.RemoveRange(before, _open.Count - before);
        Statement.Block then = new(guard.At, within) { End = end };
        all.Add(new Statement.If(guard.At, got, then, otherwise));
        return new Statement.Block(guard.At, all) { End = end };
    }

    private TKind? Known<TKind>(Expression.Name named, IReadOnlyDictionary<string, TKind> kinds)
        where TKind : struct
    {
        if (kinds.TryGetValue(named.Value, out var kind)) { return kind; }
        problems.Add(
            named.At,
            $"there is no guard '{named.Value}' here",
            Nearness.Hint(named.Value, kinds.Keys) ?? $"there are {string.Join(", ", kinds.Keys)}");
        return null;
    }

    /// <summary>What is locked is known by its address when it is taken.</summary>
    private IEnumerable<Statement> Kept(Statement.Guard guard, List<Expression> arguments)
    {
        if (guard.Lock is not { } given) { yield break; }
        arguments.Add(IsFixed(given) ? given : new Expression.Name(given.At, NewName()));
        if (arguments[0] is Expression.Name kept && kept != given) { yield return Variable(kept, given); }
    }

    /// <summary>A name that something given back later is known by must not mean anything else by then.</summary>
    private Statement.Declare Declared(Statement.Declare declared)
    {
        foreach (var one in declared.Variables)
        {
            if (!_open.Any(open => open.Arguments.SelectMany(SyntaxWalk.Expressions).Any(
                argument => argument is Expression.Name name && name.Value == one.Name)))
            {
                continue;
            }

            problems.Add(one.At, $"'{one.Name}' hides what is given back at the end of a scope around it",
                "give it another name");
        }

        return declared;
    }

    /// <summary>What a variable points to is given back at the end of its scope, after all that comes later.</summary>
    private void Free(Statement.Declare declared)
    {
        foreach (var one in declared.Variables.Where(one => one.Free is not null))
        {
            if (one.Initial is null || declared.IsStatic)
            {
                problems.Add(one.At, $"'{one.Name}' has no value of its own when its scope begins",
                    "what has __free() starts with something, NULL if need be, and is not static");
            }

            Expression.Name free = one.Free!;
            _open.Add(new(GuardKinds.Liberator(free.Value), [new Expression.Name(free.At, one.Name)]));
        }
    }

    private void RefuseFree(IEnumerable<Declarator> declared)
    {
        foreach (var one in declared.Where(one => one.Free is not null))
        {
            problems.Add(one.Free!.At, "__free() is of a variable of a function");
        }
    }

    /// <summary>The address of a variable is the same when the lock is given back.</summary>
    private static bool IsFixed(Expression given) => given is Expression.Unary { Operator: "&", Operand: var of }
        && (of is Expression.Name or Expression.Member { ByPointer: false, Whole: Expression.Name });

    private string NewName() => $"guard#{++_made}";

    private static Statement.Declare Variable(Expression.Name name, Expression value) =>
        new(name.At, [new(name.At, name.Value, new(name.At, TypeName.Deduced, false, 0), null, value)]);

    private Statement Left(Statement leave, int around)
    {
        if (around == int.MaxValue) { return Refused(leave); }
        List<Statement> all = [.. Given(around, leave.At), leave];
        return all.Count == 1 ? leave : new Statement.Block(leave.At, all);
    }

    private Statement Refused(Statement statement)
    {
        problems.Add(statement.At, statement switch
        {
            Statement.Break or Statement.Continue =>
                "this leaves the scoped_guard alone, and no loop around it: return, or guard() in braces of its own",
            Statement.Guard => "a guard stands in braces, whose end is the end of its scope",
            Statement.Case => "a case within the scope of a guard: put braces around what belongs to the case before",
            _ => "goto and labels are not read within the scope of a guard: take and give back the lock instead",
        });
        return statement;
    }

    /// <summary>What is given back from a place on, the innermost first.</summary>
    private IEnumerable<Statement> Given(int from, Place at) => _open.Skip(from).Reverse()
        .Select(one => new Statement.Do(at, new Expression.Call(at, new(at, one.Function), one.Arguments)));

    /// <summary>Whether what follows a statement is never come to.</summary>
    private static bool IsLeft(Statement statement) => statement switch
    {
        Statement.Return or Statement.Break or Statement.Continue or Statement.Goto => true,
        Statement.Block block => block.Statements.Count > 0 && IsLeft(block.Statements[^1]),
        Statement.If { Else: { } other } condition => IsLeft(condition.Then) && IsLeft(other),
        _ => false,
    };

    /// <summary>How a lock is given back.</summary>
    private sealed record Release(string Function, IReadOnlyList<Expression> Arguments);
}
