using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>Expressions with the operators of C and their order of precedence.</summary>
internal sealed class ExpressionGrammar
{
    private static readonly string[][] Levels =
    [
        ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", ">", "<=", ">="], ["<<", ">>"], ["+", "-"],
        ["*", "/", "%"],
    ];

    private static readonly string[] Prefixes = ["!", "~", "-", "+", "*", "&", "++", "--"];

    private static readonly TokenListParser<Lexeme, Token<Lexeme>> Open = Token.EqualTo(Lexeme.Open);
    private static readonly TokenListParser<Lexeme, Token<Lexeme>> Close = Token.EqualTo(Lexeme.Close);

    private static readonly TokenListParser<Lexeme, Expression> Atom =
        Token.EqualTo(Lexeme.Number).Select(NumberOf)
            .Or(Token.EqualTo(Lexeme.Text).Select(token =>
                (Expression)new Expression.Text(Tokens.PlaceOf(token), token.ToStringValue())))
            .Or(Token.EqualTo(Lexeme.Name).Select(token =>
                (Expression)new Expression.Name(Tokens.PlaceOf(token), token.ToStringValue())))
            .Named("an expression");

    /// <summary>Nobody writes more in one expression by hand; what is made of it nests once for each.</summary>
    private const int OperatorsMax = 1_000;

    /// <summary>An int, which has a sign.</summary>
    private const int IntBits = -32;

    private readonly Nesting _nesting;
    private readonly TokenListParser<Lexeme, (Expression[] All, Place End)> _arguments;
    private readonly TokenListParser<Lexeme, Expression> _inParentheses;
    private readonly TokenListParser<Lexeme, Expression> _index;
    private readonly TokenListParser<Lexeme, Designator> _designator;
    private int _depth;
    private int _operators;

    /// <summary>Reads statements in braces; null where there are none.</summary>
    internal TokenListParser<Lexeme, Statement.Block>? Block { get; set; }

    /// <param name="nesting">How deep the parser is.</param>
    internal ExpressionGrammar(Nesting nesting)
    {
        _nesting = nesting;
        TokenListParser<Lexeme, Expression> argument = Argument;
        TokenListParser<Lexeme, Expression> whole = Whole;
        _arguments = from all in argument.ManyDelimitedBy(Token.EqualTo(Lexeme.Comma))
                     from close in Close
                     select (all, Tokens.PlaceOf(close));
        TokenListParser<Lexeme, Expression> sequence = Sequence;
        _inParentheses = from open in Open from inner in sequence from close in Close select inner;
        _index = from open in Token.EqualTo(Lexeme.OpenIndex)
                 from inner in whole
                 from close in Token.EqualTo(Lexeme.CloseIndex)
                 select inner;
        _designator =
            (from dot in Token.EqualToValue(Lexeme.Arrow, ".")
             from name in Token.EqualTo(Lexeme.Name)
             select new Designator(new(Tokens.PlaceOf(name), name.ToStringValue()), Index: null))
            .Or(_index.Select(index => new Designator(Field: null, index)));
    }

    /// <summary>Expressions one after the other, of which the last has the value: C11 6.5.17.</summary>
    internal TokenListParserResult<Lexeme, Expression> Sequence(TokenList<Lexeme> input)
    {
        var all = Whole(input);
        for (var count = 0; all.HasValue && Tokens.Is(all.Remainder, Lexeme.Comma, out var comma); count++)
        {
            if (count == OperatorsMax) { return TooMany(all.Remainder); }
            var next = Whole(comma.Remainder);
            if (!next.HasValue) { return next; }
            all = Tokens.Found<Expression>(
                new Expression.Binary(Tokens.PlaceOf(comma.Value), ",", all.Value, next.Value), input,
                next.Remainder);
        }

        return all;
    }

    /// <summary>An expression, an assignment being one.</summary>
    internal TokenListParserResult<Lexeme, Expression> Whole(TokenList<Lexeme> input)
    {
        if (_depth == 0) { _operators = 0; }
        _depth++;
        try
        {
            return _nesting.Within(input, Assignment);
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>What a variable starts with: an expression, or parts in braces.</summary>
    internal TokenListParserResult<Lexeme, Expression> Initial(TokenList<Lexeme> input)
    {
        if (!Tokens.Is(input, Lexeme.Begin)) { return Whole(input); }
        TokenListParser<Lexeme, Expression> nested = Initial;
        TokenListParser<Lexeme, InitialPart> part =
            from way in
                (from steps in _designator.AtLeastOnce()
                 from sign in Token.EqualToValue(Lexeme.Assignment, "=")
                 select steps).OptionalOrDefault([])
            from value in nested
            select new InitialPart(way, value);
        var place = Tokens.PlaceOf(input.ConsumeToken().Value);
        var all = Tokens.Braced(part).Select(parts => (Expression)new Expression.Initial(
            parts.Count > 0 ? place.To(parts[^1].Value.At) : place, parts));
        return _nesting.Within(input, inner => all(inner));
    }

    private static Expression NumberOf(Token<Lexeme> token)
    {
        var (text, at) = (token.ToStringValue(), Tokens.PlaceOf(token));
        if (Characters.TryRead(text, out var character)) { return new Expression.Number(at, character, IntBits); }
        _ = Numerals.TryRead(text, out var value);
        return new Expression.Number(at, value, Numerals.WidthOf(text, value));
    }

    private static TokenListParserResult<Lexeme, Expression> TooMany(TokenList<Lexeme> input) =>
        TokenListParserResult.Empty<Lexeme, Expression>(
            input, [$"at most {OperatorsMax} operators in one expression"]);

    private TokenListParserResult<Lexeme, Expression> Argument(TokenList<Lexeme> input)
    {
        if (!TypeGrammar.Begins(input)) { return Whole(input); }
        var type = TypeGrammar.Type(input);
        return type.HasValue
            ? Tokens.Found<Expression>(new Expression.OfType(type.Value.At, type.Value), input, type.Remainder)
            : TokenListParserResult.CastEmpty<Lexeme, TypeName, Expression>(type);
    }

    private TokenListParserResult<Lexeme, Expression> Assignment(TokenList<Lexeme> input)
    {
        var left = Conditional(input);
        if (!left.HasValue || !Tokens.Is(left.Remainder, Lexeme.Assignment, out var sign)) { return left; }
        var right = Whole(sign.Remainder);
        if (!right.HasValue) { return right; }
        var word = sign.Value.ToStringValue();
        return Tokens.Found<Expression>(
            new Expression.Assign(left.Value.At.To(right.Value.At), word[..^1], left.Value, right.Value), input,
            right.Remainder);
    }

    private TokenListParserResult<Lexeme, Expression> Conditional(TokenList<Lexeme> input)
    {
        var condition = Binary(input, 0);
        if (!condition.HasValue || !Tokens.Is(condition.Remainder, Lexeme.Question, out var sign))
        {
            return condition;
        }

        TokenListParser<Lexeme, Expression> whole = Whole;
        TokenListParser<Lexeme, Expression> other = inner => _nesting.Within(inner, Conditional);
        var isShort = Tokens.Is(sign.Remainder, Lexeme.Colon);
        var middle = isShort ? Parse.Return<Lexeme, Expression?>(null) : whole.Select(one => (Expression?)one);
        var rest = from then in middle
                   from colon in Token.EqualTo(Lexeme.Colon)
                   from otherwise in other
                   select (Expression)new Expression.Conditional(
                       condition.Value.At.To(otherwise.At), condition.Value, then, otherwise);
        return rest(sign.Remainder);
    }

    private TokenListParserResult<Lexeme, Expression> Binary(TokenList<Lexeme> input, int level)
    {
        if (level == Levels.Length) { return Unary(input); }
        var left = Binary(input, level + 1);
        while (left.HasValue && Tokens.IsOneOf(left.Remainder, Levels[level], out var sign))
        {
            if (++_operators > OperatorsMax) { return TooMany(left.Remainder); }
            var right = Binary(sign.Remainder, level + 1);
            if (!right.HasValue) { return right; }
            var (one, other) = (left.Value, right.Value);
            left = Tokens.Found<Expression>(
                new Expression.Binary(one.At.To(other.At), sign.Value.ToStringValue(), one, other), input,
                right.Remainder);
        }

        return left;
    }

    private TokenListParserResult<Lexeme, Expression> Unary(TokenList<Lexeme> input)
    {
        if (!Tokens.IsOneOf(input, Prefixes, out var sign)) { return Postfix(input); }
        var operand = _nesting.Within(sign.Remainder, Unary);
        if (!operand.HasValue) { return operand; }
        var place = Tokens.PlaceOf(sign.Value).To(operand.Value.At);
        Expression made = sign.Value.ToStringValue() switch
        {
            "++" => new Expression.Count(place, 1, true, operand.Value),
            "--" => new Expression.Count(place, -1, true, operand.Value),
            var word => new Expression.Unary(place, word, operand.Value),
        };
        return Tokens.Found(made, input, operand.Remainder);
    }

    private TokenListParserResult<Lexeme, Expression> Postfix(TokenList<Lexeme> input)
    {
        var made = Primary(input);
        while (made.HasValue)
        {
            var next = made.Remainder.ConsumeToken();
            if (!next.HasValue) { return made; }
            var more = After(made.Value, next);
            if (more is not { } result) { return made; }
            if (++_operators > OperatorsMax) { return TooMany(made.Remainder); }
            made = result;
        }

        return made;
    }

    private TokenListParserResult<Lexeme, Expression>? After(
        Expression before, TokenListParserResult<Lexeme, Token<Lexeme>> next)
    {
        var text = next.Value.ToStringValue();
        var place = before.At.To(Tokens.PlaceOf(next.Value));
        switch (next.Value.Kind)
        {
            case Lexeme.Operator when text is "++" or "--":
                return Tokens.Found<Expression>(
                    new Expression.Count(place, text == "++" ? 1 : -1, false, before), next.Location, next.Remainder);
            case Lexeme.OpenIndex:
                return _index.Select(index => (Expression)new Expression.Index(
                    before.At.To(index.At), before, index))(next.Location);
            case Lexeme.Arrow:
                return Token.EqualTo(Lexeme.Name).Named("the name of a field").Select(name =>
                    (Expression)new Expression.Member(
                        before.At.To(Tokens.PlaceOf(name)),
                        before,
                        new(Tokens.PlaceOf(name), name.ToStringValue()),
                        text == "->"))(next.Remainder);
            case Lexeme.Open when before is Expression.Name function:
                return _arguments.Select(arguments => (Expression)new Expression.Call(
                    place.To(arguments.End), function, arguments.All))(next.Remainder);
            case Lexeme.Open when before is not (Expression.Number or Expression.Text or Expression.Size):
                return _arguments.Select(arguments => (Expression)new Expression.PointerCall(
                    place.To(arguments.End), before, arguments.All))(next.Remainder);
            default:
                return null;
        }
    }

    private TokenListParserResult<Lexeme, Expression> Primary(TokenList<Lexeme> input)
    {
        if (Tokens.IsWord(input, "sizeof"))
        {
            TokenListParser<Lexeme, Expression> argument = Argument;
            var size = from word in Token.EqualTo(Lexeme.Word)
                       from begin in Open
                       from inner in argument
                       from end in Close
                       select (Expression)new Expression.Size(Tokens.PlaceOf(word).To(Tokens.PlaceOf(end)));
            return size(input);
        }

        if (!Tokens.Is(input, Lexeme.Open, out var open)) { return Atom(input); }
        if (Block is { } block && Tokens.Is(open.Remainder, Lexeme.Begin))
        {
            return (from all in block
                    from end in Close
                    select (Expression)new Expression.Statements(
                        Tokens.PlaceOf(open.Value).To(Tokens.PlaceOf(end)), all))(open.Remainder);
        }

        return TypeGrammar.Begins(open.Remainder) ? Cast(input) : _inParentheses(input);
    }

    /// <summary>A cast, or a compound literal, which has braces behind its type.</summary>
    private TokenListParserResult<Lexeme, Expression> Cast(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, TypeName> type = TypeGrammar.Type;
        TokenListParser<Lexeme, Expression> length = Length;
        TokenListParser<Lexeme, Expression> braced = inner => Tokens.Is(inner, Lexeme.Begin)
            ? Initial(inner) : Tokens.Missing<Expression>(inner, "`{`");
        TokenListParser<Lexeme, Expression> value = inner => Tokens.Is(inner, Lexeme.Begin)
            ? Initial(inner) : _nesting.Within(inner, Unary);
        var cast = from open in Open
                   from name in type
                   from row in length.Select(one => (Expression?)one).OptionalOrDefault()
                   from close in Close
                   from inner in row is null ? value : braced
                   select Made(Tokens.PlaceOf(open).To(inner.At), name, row, inner);
        return cast(input);
    }

    /// <summary>How long a row is whose type stands in parentheses: perhaps what it starts with says so.</summary>
    private TokenListParserResult<Lexeme, Expression> Length(TokenList<Lexeme> input) =>
        Tokens.Is(input, Lexeme.OpenIndex, out var open) && Tokens.Is(open.Remainder, Lexeme.CloseIndex, out var end)
            ? Tokens.Found<Expression>(DeclaratorGrammar.Counted, input, end.Remainder)
            : _index(input);

    private static Expression Made(Place at, TypeName type, Expression? length, Expression inner)
    {
        if (inner is not Expression.Initial parts) { return new Expression.Cast(at, type, inner); }
        var counted = ReferenceEquals(length, DeclaratorGrammar.Counted) ? new Expression.RowLength(parts) : length;
        return new Expression.Compound(at, new(type.At, type.Name, type, counted, parts), parts);
    }
}
