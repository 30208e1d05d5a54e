using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Parsing;

/// <summary>Statements. After one that makes no sense the next one is read, so that several are told at once.</summary>
internal sealed class StatementGrammar
{
    private static readonly TokenListParser<Lexeme, Token<Lexeme>> Semicolon = Token.EqualTo(Lexeme.Semicolon);
    private static readonly TokenListParser<Lexeme, Token<Lexeme>> Open = Token.EqualTo(Lexeme.Open);
    private static readonly TokenListParser<Lexeme, Token<Lexeme>> Close = Token.EqualTo(Lexeme.Close);
    private static readonly TokenListParser<Lexeme, Token<Lexeme>> Name = Token.EqualTo(Lexeme.Name);

    private readonly Recovery _recovery;
    private readonly Nesting _nesting;
    private readonly ExpressionGrammar _expressions;
    private readonly DeclaratorGrammar _declarators;
    private readonly TokenListParser<Lexeme, Expression> _condition;
    private readonly SortedDictionary<string, TokenListParser<Lexeme, Statement>> _byWord;
    private readonly TokenListParser<Lexeme, Statement> _do;

    internal StatementGrammar(
        Recovery recovery, Nesting nesting, ExpressionGrammar expressions, DeclaratorGrammar declarators)
    {
        (_recovery, _nesting, _expressions, _declarators) = (recovery, nesting, expressions, declarators);
        expressions.Block = Block;
        TokenListParser<Lexeme, Expression> sequence = expressions.Sequence;
        _condition = from open in Open from inner in sequence from close in Close select inner;
        _do = from inner in sequence from end in Semicolon select (Statement)new Statement.Do(inner.At, inner);
        _byWord = new(StringComparer.Ordinal)
        {
            ["if"] = If(),
            ["while"] = While(),
            ["do"] = DoWhile(),
            ["for"] = For(),
            ["switch"] = Switch(),
            ["case"] = Case(),
            ["return"] = Return(),
            ["default"] = from word in Keyword("default")
                          from colon in Token.EqualTo(Lexeme.Colon)
                          select (Statement)new Statement.Case(Tokens.PlaceOf(word), null),
            ["goto"] = from word in Keyword("goto")
                       from name in Name.Named("the name of a label")
                       from end in Semicolon
                       select (Statement)new Statement.Goto(Tokens.PlaceOf(name), name.ToStringValue()),
            ["break"] = from word in Keyword("break")
                        from end in Semicolon
                        select (Statement)new Statement.Break(Tokens.PlaceOf(word)),
            ["continue"] = from word in Keyword("continue")
                           from end in Semicolon
                           select (Statement)new Statement.Continue(Tokens.PlaceOf(word)),
        };
    }

    /// <summary>Statements in braces.</summary>
    internal TokenListParserResult<Lexeme, Statement.Block> Block(TokenList<Lexeme> input)
    {
        if (!Tokens.Is(input, Lexeme.Begin, out var begin))
        {
            return TokenListParserResult.Empty<Lexeme, Statement.Block>(input, [Lexeme.Begin]);
        }

        var all = Statements(begin.Remainder);
        var end = Token.EqualTo(Lexeme.End)(all.After);
        if (!end.HasValue)
        {
            return TokenListParserResult.CastEmpty<Lexeme, Token<Lexeme>, Statement.Block>(end);
        }

        Statement.Block block = new(Tokens.PlaceOf(begin.Value), all.Found) { End = Tokens.PlaceOf(end.Value) };
        return Tokens.Found(block, input, end.Remainder);
    }

    /// <summary>One statement.</summary>
    internal TokenListParserResult<Lexeme, Statement> Any(TokenList<Lexeme> input) => _nesting.Within(input, Inner);

    private static TokenListParser<Lexeme, Token<Lexeme>> Keyword(string word) =>
        Token.EqualToValue(Lexeme.Word, word);

    private (List<Statement> Found, TokenList<Lexeme> After) Statements(TokenList<Lexeme> rest)
    {
        List<Statement> found = [];
        while (!rest.IsAtEnd && !Tokens.Is(rest, Lexeme.End))
        {
            var next = Any(rest);
            if (next.HasValue) { found.Add(next.Value); }
            rest = next.HasValue ? next.Remainder : _recovery.After(next, rest);
        }

        return (found, rest);
    }

    private TokenListParserResult<Lexeme, Statement> Inner(TokenList<Lexeme> input)
    {
        var first = input.ConsumeToken();
        if (!first.HasValue) { return Tokens.Missing<Statement>(input, "a statement"); }
        var text = first.Value.ToStringValue();
        if (DeclaratorGrammar.Begins(input)) { return _declarators.Statement(input); }
        switch (first.Value.Kind)
        {
            case Lexeme.Begin:
                TokenListParser<Lexeme, Statement.Block> block = Block;
                return block.Select(inner => (Statement)inner)(input);
            case Lexeme.Semicolon:
                return Tokens.Found<Statement>(
                    new Statement.Empty(Tokens.PlaceOf(first.Value)), input, first.Remainder);
            case Lexeme.Word:
                return _byWord.TryGetValue(text, out var known)
                    ? known(input)
                    : Tokens.Missing<Statement>(input, "a statement");
            case Lexeme.Name when Tokens.Is(first.Remainder, Lexeme.Colon, out var colon):
                return Tokens.Found<Statement>(
                    new Statement.Label(Tokens.PlaceOf(first.Value), text), input, colon.Remainder);
            case Lexeme.Name when Words.Loops.Contains(text):
                return ForEach(input);
            case Lexeme.Name when Words.BitLoops.ContainsKey(text) && Tokens.Is(first.Remainder, Lexeme.Open):
                return ForBits(input);
            case Lexeme.Name when text == "guard" && Tokens.Is(first.Remainder, Lexeme.Open):
                return Guard(input);
            case Lexeme.Name when text == "scoped_guard" && Tokens.Is(first.Remainder, Lexeme.Open):
                return ScopedGuard(input);
            case Lexeme.Name when text == "scoped_cond_guard" && Tokens.Is(first.Remainder, Lexeme.Open):
                return ScopedCondGuard(input);
            case Lexeme.Name when text == "return_ptr" && Tokens.Is(first.Remainder, Lexeme.Open):
                return ReturnPointer(input);
            case Lexeme.Name when TakesBlock(first.Remainder):
                return Tokens.Missing<Statement>(input, Recovery.NoSuchLoop);
            default:
                return _do(input);
        }
    }

    /// <summary>Whether arguments come next, and then a statement in braces: so stands a loop, and no call.</summary>
    private static bool TakesBlock(TokenList<Lexeme> rest)
    {
        if (!Tokens.Is(rest, Lexeme.Open)) { return false; }
        var depth = 0;
        while (rest.ConsumeToken() is { HasValue: true } next)
        {
            depth += next.Value.Kind == Lexeme.Open ? 1 : next.Value.Kind == Lexeme.Close ? -1 : 0;
            rest = next.Remainder;
            if (depth == 0) { return Tokens.Is(rest, Lexeme.Begin); }
        }

        return false;
    }

    /// <summary>guard(mutex)(&amp;lock); and guard(rcu)();.</summary>
    private TokenListParserResult<Lexeme, Statement> Guard(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        var guard = from word in Name
                    from open in Open
                    from kind in Name.Named("the name of a guard")
                    from close in Close
                    from begin in Open
                    from argument in whole.Select(one => (Expression?)one).OptionalOrDefault()
                    from end in Close
                    from last in Semicolon
                    select (Statement)new Statement.Guard(
                        Tokens.PlaceOf(word), new(Tokens.PlaceOf(kind), kind.ToStringValue()), argument, null);
        return guard(input);
    }

    /// <summary>scoped_guard(mutex, &amp;lock) { } and scoped_guard(rcu) { }.</summary>
    private TokenListParserResult<Lexeme, Statement> ScopedGuard(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        TokenListParser<Lexeme, Statement> body = Any;
        var guard = from word in Name
                    from open in Open
                    from kind in Name.Named("the name of a guard")
                    from argument in
                        (from comma in Token.EqualTo(Lexeme.Comma)
                         from inner in whole
                         select (Expression?)inner).OptionalOrDefault()
                    from close in Close
                    from scope in body
                    select (Statement)new Statement.Guard(
                        Tokens.PlaceOf(word), new(Tokens.PlaceOf(kind), kind.ToStringValue()), argument, scope);
        return guard(input);
    }

    /// <summary>scoped_cond_guard(mutex_intr, return -EINTR, &amp;lock) { }.</summary>
    private TokenListParserResult<Lexeme, Statement> ScopedCondGuard(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        TokenListParser<Lexeme, Statement> body = Any;
        var leave = from word in Keyword("return")
                    from value in whole.Select(one => (Expression?)one).OptionalOrDefault()
                    select (Statement)new Statement.Return(Tokens.PlaceOf(word), value);
        var next = from word in Keyword("continue").Or(Keyword("break"))
                   select word.ToStringValue() == "break"
                       ? (Statement)new Statement.Break(Tokens.PlaceOf(word))
                       : new Statement.Continue(Tokens.PlaceOf(word));
        var act = whole.Select(one => (Statement)new Statement.Do(one.At, one));
        var guard = from word in Name
                    from open in Open
                    from kind in Name.Named("the name of a guard")
                    from comma in Token.EqualTo(Lexeme.Comma)
                    from otherwise in leave.Or(next).Or(act)
                    from then in Token.EqualTo(Lexeme.Comma)
                    from argument in whole
                    from close in Close
                    from scope in body
                    select (Statement)new Statement.Guard(
                        Tokens.PlaceOf(word), new(Tokens.PlaceOf(kind), kind.ToStringValue()), argument, scope)
                    {
                        Otherwise = otherwise,
                    };
        return guard(input);
    }

    /// <summary>return_ptr(p) is return no_free_ptr(p).</summary>
    private TokenListParserResult<Lexeme, Statement> ReturnPointer(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        var back = from word in Name
                   from open in Open
                   from pointer in whole
                   from close in Close
                   from end in Semicolon
                   select (Statement)new Statement.Return(Tokens.PlaceOf(word), new Expression.Call(
                       Tokens.PlaceOf(word).To(Tokens.PlaceOf(close)), new(Tokens.PlaceOf(word), "no_free_ptr"),
                       [pointer]));
        return back(input);
    }

    private TokenListParserResult<Lexeme, Statement> ForEach(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        TokenListParser<Lexeme, Statement> body = Any;
        var loop = from name in Name
                   from open in Open
                   from arguments in whole.ManyDelimitedBy(Token.EqualTo(Lexeme.Comma), end: Close)
                   from inner in body
                   select (Statement)new Statement.ForEach(
                       Tokens.PlaceOf(name),
                       new(Tokens.PlaceOf(name), new(Tokens.PlaceOf(name), name.ToStringValue()), arguments),
                       inner);
        return loop(input);
    }

    /// <summary>
    /// for_each_set_bit(bit, addr, size): the bit, where one is found from it on, and then from the next one on.
    /// include/linux/find.h, Linux 6.12.
    /// </summary>
    private TokenListParserResult<Lexeme, Statement> ForBits(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        TokenListParser<Lexeme, Statement> body = Any;
        var loop = from name in Name
                   from open in Open
                   from bit in whole
                   from comma in Token.EqualTo(Lexeme.Comma)
                   from row in whole
                   from other in Token.EqualTo(Lexeme.Comma)
                   from size in whole
                   from close in Close
                   from inner in body
                   select (Statement)OverBits(name, (bit, row, size), inner);
        return loop(input);
    }

    private static Statement.For OverBits(
        Token<Lexeme> name, (Expression Bit, Expression Row, Expression Size) over, Statement inner)
    {
        var (at, word) = (Tokens.PlaceOf(name), name.ToStringValue());
        Expression.Call next = new(at, new(at, Words.BitLoops[word]), [over.Row, over.Size, over.Bit]);
        Expression finds = new Expression.Binary(
            at, ",", new Expression.Assign(at, "", over.Bit, next),
            new Expression.Binary(at, "<", over.Bit, over.Size));
        Expression zero = new Expression.Assign(at, "", over.Bit, new Expression.Number(at, 0, -32));
        Statement first = word.EndsWith("_from", StringComparison.Ordinal)
            ? new Statement.Empty(at) : new Statement.Do(at, zero);
        return new Statement.For(at, first, finds, new Expression.Count(at, 1, false, over.Bit), inner);
    }

    private TokenListParser<Lexeme, Statement> If()
    {
        TokenListParser<Lexeme, Statement> inner = Any;
        return from word in Keyword("if")
               from condition in _condition
               from then in inner
               from otherwise in (from other in Keyword("else") from last in inner select last).OptionalOrDefault()
               select (Statement)new Statement.If(Tokens.PlaceOf(word), condition, then, otherwise);
    }

    private TokenListParser<Lexeme, Statement> While()
    {
        TokenListParser<Lexeme, Statement> inner = Any;
        return from word in Keyword("while")
               from condition in _condition
               from body in inner
               select (Statement)new Statement.While(Tokens.PlaceOf(word), condition, body, false);
    }

    private TokenListParser<Lexeme, Statement> DoWhile()
    {
        TokenListParser<Lexeme, Statement> inner = Any;
        return from word in Keyword("do")
               from body in inner
               from again in Keyword("while")
               from condition in _condition
               from end in Semicolon
               select (Statement)new Statement.While(Tokens.PlaceOf(word), condition, body, true);
    }

    private TokenListParser<Lexeme, Statement> For()
    {
        TokenListParser<Lexeme, Statement> inner = Any;
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        TokenListParser<Lexeme, Expression> sequence = _expressions.Sequence;
        TokenListParser<Lexeme, Statement> first = rest => Tokens.Is(rest, Lexeme.Semicolon, out var end)
            ? Tokens.Found<Statement>(new Statement.Empty(Tokens.PlaceOf(end.Value)), rest, end.Remainder)
            : DeclaratorGrammar.Begins(rest) ? _declarators.Statement(rest) : _do(rest);
        TokenListParser<Lexeme, Expression?> condition = rest => Tokens.Is(rest, Lexeme.Semicolon)
            ? Tokens.Found<Expression?>(null, rest, rest)
            : whole.Select(one => (Expression?)one)(rest);
        TokenListParser<Lexeme, Expression?> next = rest => Tokens.Is(rest, Lexeme.Close)
            ? Tokens.Found<Expression?>(null, rest, rest)
            : sequence.Select(one => (Expression?)one)(rest);
        return from word in Keyword("for")
               from open in Open
               from start in first
               from holds in condition
               from end in Semicolon
               from step in next
               from close in Close
               from body in inner
               select (Statement)new Statement.For(Tokens.PlaceOf(word), start, holds, step, body);
    }

    private TokenListParser<Lexeme, Statement> Switch()
    {
        TokenListParser<Lexeme, Statement.Block> block = Block;
        return from word in Keyword("switch")
               from value in _condition
               from body in block
               select (Statement)new Statement.Switch(Tokens.PlaceOf(word), value, body.Statements);
    }

    private TokenListParser<Lexeme, Statement> Case()
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        TokenListParser<Lexeme, Expression?> last = rest => Tokens.Is(rest, Lexeme.Colon)
            ? Tokens.Found<Expression?>(null, rest, rest)
            : (from dots in Token.EqualToValue(Lexeme.Operator, "...")
               from end in whole
               select (Expression?)end)(rest);
        return from word in Keyword("case")
               from value in whole
               from end in last
               from colon in Token.EqualTo(Lexeme.Colon)
               select (Statement)new Statement.Case(Tokens.PlaceOf(word), value, end);
    }

    private TokenListParser<Lexeme, Statement> Return()
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        return from word in Keyword("return")
               from value in whole.Select(one => (Expression?)one).OptionalOrDefault()
               from end in Semicolon
               select (Statement)new Statement.Return(Tokens.PlaceOf(word), value);
    }
}
