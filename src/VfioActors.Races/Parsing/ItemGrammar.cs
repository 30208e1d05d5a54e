using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>What stands at the outermost level: structures, variables, functions, threads, claims.</summary>
internal sealed class ItemGrammar
{
    private const string Expected =
        "a variable, a struct, a function, CPU0 { }, irq { }, hardware { }, init { } or a claim";

    private readonly Recovery _recovery;
    private readonly ExpressionGrammar _expressions;
    private readonly DeclaratorGrammar _declarators;
    private readonly StatementGrammar _statements;

    /// <param name="source">The text.</param>
    /// <param name="problems">Told what is wrong.</param>
    internal ItemGrammar(SourceText source, DiagnosticBag problems)
    {
        Nesting nesting = new();
        _recovery = new(source, problems);
        _expressions = new(nesting);
        _declarators = new(_expressions);
        _statements = new(_recovery, nesting, _expressions, _declarators);
    }

    /// <summary>All items.</summary>
    internal IReadOnlyList<Item> All(TokenList<Lexeme> rest)
    {
        List<Item> items = [];
        while (!rest.IsAtEnd)
        {
            if (Tokens.Is(rest, Lexeme.Semicolon, out var stray))
            {
                rest = stray.Remainder;
                continue;
            }

            var item = One(rest);
            if (item.HasValue) { items.Add(item.Value); }
            rest = item.HasValue ? item.Remainder : Behind(_recovery.After(item, rest), rest);
            if (item is { HasValue: true, Value: Item.Structure made }) { rest = Behind(made, rest, items); }
        }

        return items;
    }

    /// <summary>The whole of some tokens as one expression; null and a complaint when it is none.</summary>
    internal Expression? Constant(TokenList<Lexeme> input)
    {
        var found = _expressions.Whole(input);
        if (found.HasValue && found.Remainder.IsAtEnd) { return found.Value; }
        _recovery.Tell(found.HasValue ? Tokens.Missing<Expression>(found.Remainder, "the end of the line") : found,
            input);
        return null;
    }

    /// <summary>Behind a structure: variables of it, or the semicolon alone.</summary>
    private TokenList<Lexeme> Behind(Item.Structure structure, TokenList<Lexeme> rest, List<Item> items)
    {
        if (Tokens.Is(rest, Lexeme.Semicolon, out var end)) { return end.Remainder; }
        var variables = IsDeclarator(rest)
            ? _declarators.After(new(structure.At, structure.Name, true, 0), rest)
            : TokenListParserResult.Empty<Lexeme, IReadOnlyList<Declarator>>(rest, ["`;`"]);
        if (!variables.HasValue) { return _recovery.After(variables, rest); }
        items.Add(new Item.Variables(variables.Value[0].At, variables.Value));
        return variables.Remainder;
    }

    /// <summary>Whether this is no item of its own, which begins by a name too.</summary>
    private static bool IsDeclarator(TokenList<Lexeme> rest) => Tokens.IsOneOf(rest, ["*"], out _)
        || (Tokens.Is(rest, Lexeme.Name, out var name)
            && name.Remainder.ConsumeToken() is { HasValue: true } next
            && next.Value.Kind is Lexeme.Semicolon or Lexeme.Comma or Lexeme.OpenIndex or Lexeme.Assignment);

    /// <summary>A brace that closes nothing must not be read again and again.</summary>
    private static TokenList<Lexeme> Behind(TokenList<Lexeme> next, TokenList<Lexeme> rest) =>
        next.Position > rest.Position && !Tokens.Is(next, Lexeme.End) ? next : next.ConsumeToken().Remainder;

    private TokenListParserResult<Lexeme, Item> One(TokenList<Lexeme> input)
    {
        if (DeclaratorGrammar.IsMacro(input)) { return Variables(input); }
        if (Tokens.Is(input, Lexeme.Name, out var name)) { return Named(name.Value.ToStringValue(), input); }
        if (Tokens.IsWord(input, "enum")) { return Enumeration(input); }
        if (Tokens.IsWord(input, "struct") && Follows(input, Lexeme.Begin)) { return Structure(input); }
        if (Tokens.IsWord(input, "struct") && Follows(input, Lexeme.Semicolon)) { return Announced(input); }
        return TypeGrammar.Begins(input) ? Typed(input) : Tokens.Missing<Item>(input, Expected);
    }

    private TokenListParserResult<Lexeme, Item> Named(string name, TokenList<Lexeme> input)
    {
        if (Words.Claims.Contains(name)) { return Claim(input); }
        if (KindOf(name) is { } kind) { return Thread(kind, input); }
        if (name == "DEFINE_FREE") { return Liberator(input); }
        return Tokens.Missing<Item>(input, Expected);
    }

    private static ThreadKind? KindOf(string name) => name switch
    {
        "irq" => ThreadKind.Irq,
        "hardware" => ThreadKind.Hardware,
        "init" => ThreadKind.Init,
        _ when name.StartsWith("CPU", StringComparison.Ordinal) && name.Length is > 3 and < 6
            && name[3..].All(char.IsAsciiDigit) => ThreadKind.Cpu,
        _ => null,
    };

    private TokenListParserResult<Lexeme, Item> Thread(ThreadKind kind, TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Statement.Block> block = _statements.Block;
        var thread = from name in Token.EqualTo(Lexeme.Name)
                     from cpu in kind == ThreadKind.Irq
                         ? (from open in Token.EqualTo(Lexeme.Open)
                            from word in Token.EqualTo(Lexeme.Name)
                            from close in Token.EqualTo(Lexeme.Close)
                            select word.ToStringValue()).OptionalOrDefault()
                         : Parse.Return<Lexeme, string?>(null)
                     from body in block
                     select (Item)new Item.Thread(Tokens.PlaceOf(name), name.ToStringValue(), kind, cpu, body);
        return thread(input);
    }

    private TokenListParserResult<Lexeme, Item> Claim(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        var claim = from name in Token.EqualTo(Lexeme.Name)
                    from open in Token.EqualTo(Lexeme.Open)
                    from arguments in whole.AtLeastOnceDelimitedBy(Token.EqualTo(Lexeme.Comma))
                    from close in Token.EqualTo(Lexeme.Close)
                    from end in Token.EqualTo(Lexeme.Semicolon)
                    select (Item)new Item.Claim(
                        Tokens.PlaceOf(name),
                        new(
                            Tokens.PlaceOf(name).To(Tokens.PlaceOf(close)),
                            new(Tokens.PlaceOf(name), name.ToStringValue()),
                            arguments));
        return claim(input);
    }

    /// <summary>DEFINE_FREE(name, type, if (_T) put(_T)): what __free(name) does at the end of a scope.</summary>
    private TokenListParserResult<Lexeme, Item> Liberator(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        TokenListParser<Lexeme, TypeName> type = TypeGrammar.Type;
        var condition = from word in Token.EqualToValue(Lexeme.Word, "if")
                        from open in Token.EqualTo(Lexeme.Open)
                        from holds in whole
                        from close in Token.EqualTo(Lexeme.Close)
                        select holds;
        var all = from word in Token.EqualTo(Lexeme.Name)
                  from open in Token.EqualTo(Lexeme.Open)
                  from name in Token.EqualTo(Lexeme.Name)
                  from comma in Token.EqualTo(Lexeme.Comma)
                  from of in type
                  from then in Token.EqualTo(Lexeme.Comma)
                  from holds in condition.Select(one => (Expression?)one).OptionalOrDefault()
                  from act in whole
                  from stop in Token.EqualTo(Lexeme.Semicolon).OptionalOrDefault()
                  from close in Token.EqualTo(Lexeme.Close)
                  select (Name: name, Of: of, Holds: holds, Act: act, End: Tokens.PlaceOf(close));
        return all.Select(one => (Item)Liberator(one.Name, one.Of, one.Holds, (one.Act, one.End)))(input);
    }

    private static Item.Function Liberator(
        Token<Lexeme> name, TypeName type, Expression? holds, (Expression Act, Place End) done)
    {
        var at = Tokens.PlaceOf(name);
        Statement act = new Statement.Do(done.Act.At, done.Act);
        if (holds is not null) { act = new Statement.If(holds.At, holds, act, null); }
        return new(
            at, GuardKinds.Liberator(name.ToStringValue()), new(at, "void", false, 0),
            [new(at, "_T", type, null, null)], new(at, [act]) { End = done.End });
    }

    private TokenListParserResult<Lexeme, Item> Variables(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, IReadOnlyList<Declarator>> all = _declarators.Variables;
        return all.Select(found => (Item)new Item.Variables(found[0].At, found))(input);
    }

    private TokenListParserResult<Lexeme, Item> Enumeration(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = _expressions.Whole;
        var one = from name in Token.EqualTo(Lexeme.Name)
                  from value in
                      (from sign in Token.EqualToValue(Lexeme.Assignment, "=") from inner in whole select inner)
                          .OptionalOrDefault()
                  select (new Expression.Name(Tokens.PlaceOf(name), name.ToStringValue()), (Expression?)value);
        var all = from word in Token.EqualTo(Lexeme.Word)
                  from tag in Token.EqualTo(Lexeme.Name).OptionalOrDefault()
                  from names in Tokens.Braced(one)
                  from last in Token.EqualTo(Lexeme.Semicolon)
                  select (Item)new Item.Enumeration(
                      Tokens.PlaceOf(word), tag.HasValue ? tag.ToStringValue() : null, names);
        return all(input);
    }

    /// <summary>Whether something follows the name of a structure.</summary>
    private static bool Follows(TokenList<Lexeme> input, Lexeme kind) =>
        Tokens.Is(input.ConsumeToken().Remainder, Lexeme.Name, out var name) && Tokens.Is(name.Remainder, kind);

    /// <summary>A structure that is only named: what is in it follows, or nobody looks.</summary>
    private static TokenListParserResult<Lexeme, Item> Announced(TokenList<Lexeme> input)
    {
        var all = from word in Token.EqualTo(Lexeme.Word)
                  from name in Token.EqualTo(Lexeme.Name)
                  from end in Token.EqualTo(Lexeme.Semicolon)
                  select (Item)new Item.Variables(Tokens.PlaceOf(name), []);
        return all(input);
    }

    private TokenListParserResult<Lexeme, Item> Structure(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, IReadOnlyList<Declarator>> fields = _declarators.Fields;
        var all = from word in Token.EqualTo(Lexeme.Word)
                  from name in Token.EqualTo(Lexeme.Name)
                  from begin in Token.EqualTo(Lexeme.Begin)
                  from mark in Token.EqualToValue(Lexeme.Word, Unions.Word).OptionalOrDefault()
                  from lines in fields.Many()
                  from end in Token.EqualTo(Lexeme.End)
                  select (Item)new Item.Structure(
                      Tokens.PlaceOf(name), name.ToStringValue(), [.. lines.SelectMany(line => line)])
                  {
                      IsUnion = mark.HasValue,
                  };
        return all(input);
    }

    /// <summary>A function or variables: which of them shows behind the name.</summary>
    private TokenListParserResult<Lexeme, Item> Typed(TokenList<Lexeme> input)
    {
        var plain = TypeGrammar.Plain(input);
        if (!plain.HasValue) { return TokenListParserResult.CastEmpty<Lexeme, TypeName, Item>(plain); }
        var (result, rest) = TypeGrammar.Starred(plain.Value, plain.Remainder);
        if (Tokens.Is(rest, Lexeme.Name, out var name) && Tokens.Is(name.Remainder, Lexeme.Open))
        {
            return Function(result, rest);
        }

        TokenListParser<Lexeme, IReadOnlyList<Declarator>> all = after => _declarators.After(plain.Value, after);
        return all.Select(found => (Item)new Item.Variables(found[0].At, found))(plain.Remainder);
    }

    private TokenListParserResult<Lexeme, Item> Function(TypeName result, TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Declarator> parameter = Parameter;
        TokenListParser<Lexeme, Statement.Block> block = _statements.Block;
        var announced = Token.EqualTo(Lexeme.Semicolon).Select(_ => (Statement.Block?)null);
        TokenListParser<Lexeme, Declarator[]> nothing = from word in Token.EqualToValue(Lexeme.Type, "void")
                                                        from close in Token.EqualTo(Lexeme.Close)
                                                        select Array.Empty<Declarator>();
        var some = parameter.ManyDelimitedBy(Token.EqualTo(Lexeme.Comma), end: Token.EqualTo(Lexeme.Close));
        var function = from name in Token.EqualTo(Lexeme.Name)
                       from open in Token.EqualTo(Lexeme.Open)
                       from parameters in nothing.Try().Or(some)
                       from body in block.Select(one => (Statement.Block?)one).Or(announced)
                       select body is null
                           ? (Item)new Item.Prototype(Tokens.PlaceOf(name), name.ToStringValue(), result, parameters)
                           : new Item.Function(Tokens.PlaceOf(name), name.ToStringValue(), result, parameters, body);
        return function(input);
    }

    private TokenListParserResult<Lexeme, Declarator> Parameter(TokenList<Lexeme> input)
    {
        if (!TypeGrammar.Begins(input)) { return Tokens.Missing<Declarator>(input, "the type of a parameter"); }
        var type = TypeGrammar.Plain(input);
        if (!type.HasValue) { return TokenListParserResult.CastEmpty<Lexeme, TypeName, Declarator>(type); }
        var nameless = TypeGrammar.Type(input);
        return nameless.HasValue
            && (Tokens.Is(nameless.Remainder, Lexeme.Comma) || Tokens.Is(nameless.Remainder, Lexeme.Close))
            ? Tokens.Found(Nameless(nameless.Value), input, nameless.Remainder)
            : _declarators.One(type.Value, type.Remainder);
    }

    private static Declarator Nameless(TypeName type) => new(type.At, "", type, null, null);
}
