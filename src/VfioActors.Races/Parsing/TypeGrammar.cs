using Superpower.Model;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>The names of types, with the words around them that mean nothing here.</summary>
internal static class TypeGrammar
{
    /// <summary>The word before the type of a function, in parentheses, to which a typedef gave a name.</summary>
    internal const string Function = "typeof function";

    /// <summary>Macros nest so deep; what is made of them doubles with each.</summary>
    private const int DeepestAsked = 6;

    /// <summary>Whether a type begins here.</summary>
    internal static bool Begins(TokenList<Lexeme> input)
    {
        var first = input.ConsumeToken();
        return first.HasValue
            && (first.Value.Kind is Lexeme.Type or Lexeme.Qualifier || Tokens.IsWord(input, "struct")
                || Tokens.IsWord(input, Function) || IsAsked(input));
    }

    /// <summary>Whether the type of something comes next, which is not read.</summary>
    private static bool IsAsked(TokenList<Lexeme> input) =>
        Tokens.IsWord(input, "typeof") || Tokens.IsWord(input, "__typeof__");

    /// <summary>A type with its stars.</summary>
    internal static TokenListParserResult<Lexeme, TypeName> Type(TokenList<Lexeme> input)
    {
        var plain = Plain(input);
        if (!plain.HasValue) { return plain; }
        var (type, rest) = Starred(plain.Value, plain.Remainder);
        return IsPointer(rest) ? Nameless(type, rest) : Tokens.Found(type, input, rest);
    }

    /// <summary>A type with the stars that follow it.</summary>
    internal static (TypeName Type, TokenList<Lexeme> After) Starred(TypeName type, TokenList<Lexeme> input)
    {
        var (stars, rest) = Stars(input);
        return (type with { Stars = type.Stars + stars }, rest);
    }

    /// <summary>Whether a pointer to a function comes next, its name behind the star: <c>(*f)(int)</c>.</summary>
    internal static bool IsPointer(TokenList<Lexeme> input) =>
        Tokens.Is(input, Lexeme.Open, out var open) && Stars(open.Remainder).Count > 0;

    /// <summary>The type of a pointer to a function, behind its name.</summary>
    /// <param name="result">What the function gives back.</param>
    /// <param name="stars">How many stars stand before the name.</param>
    /// <param name="input">The types of what it takes, in parentheses.</param>
    internal static TokenListParserResult<Lexeme, TypeName> Pointer(
        TypeName result, int stars, TokenList<Lexeme> input)
    {
        List<TypeName> all = [];
        if (!Tokens.Is(input, Lexeme.Open, out var next))
        {
            return Tokens.Missing<TypeName>(input, "what the function takes, in parentheses");
        }

        TypeName made = new(result.At, TypeName.OfFunction, false, stars) { Signature = new(result, all) };
        if (Tokens.Is(next.Remainder, Lexeme.Close, out var end)) { return Tokens.Found(made, input, end.Remainder); }
        while (true)
        {
            var one = Parameter(next.Remainder);
            if (!one.HasValue) { return one; }
            all.Add(one.Value);
            if (Tokens.Is(one.Remainder, Lexeme.Comma, out next)) { continue; }
            if (!Tokens.Is(one.Remainder, Lexeme.Close, out var close))
            {
                return Tokens.Missing<TypeName>(one.Remainder, "`,`");
            }

            if (all is [{ Name: "void", Stars: 0 }]) { all.Clear(); }
            return Tokens.Found(made, input, close.Remainder);
        }
    }

    /// <summary>A pointer to a function that has no name: <c>(*)(int)</c>, or a function: <c>()(int)</c>.</summary>
    private static TokenListParserResult<Lexeme, TypeName> Nameless(TypeName result, TokenList<Lexeme> input)
    {
        var (stars, rest) = Stars(input.ConsumeToken().Remainder);
        return Tokens.Is(rest, Lexeme.Close, out var close)
            ? Pointer(result, stars, close.Remainder)
            : Tokens.Missing<TypeName>(rest, "`)`");
    }

    /// <summary>The type of what a function takes, whatever name it has.</summary>
    private static TokenListParserResult<Lexeme, TypeName> Parameter(TokenList<Lexeme> input)
    {
        if (!Begins(input)) { return Tokens.Missing<TypeName>(input, "the type of a parameter"); }
        var plain = Plain(input);
        if (!plain.HasValue) { return plain; }
        var (type, rest) = Starred(plain.Value, plain.Remainder);
        if (IsPointer(rest))
        {
            var (stars, after) = Stars(rest.ConsumeToken().Remainder);
            if (Tokens.Is(after, Lexeme.Name, out var inner)) { after = inner.Remainder; }
            return Tokens.Is(after, Lexeme.Close, out var close)
                ? Pointer(type, stars, close.Remainder)
                : Tokens.Missing<TypeName>(after, "`)`");
        }

        if (Tokens.Is(rest, Lexeme.Name, out var name)) { rest = name.Remainder; }
        if (!Tokens.Is(rest, Lexeme.OpenIndex, out var length)) { return Tokens.Found(type, input, rest); }
        if (Tokens.Is(length.Remainder, Lexeme.Number, out var number)) { length = number; }
        return Tokens.Is(length.Remainder, Lexeme.CloseIndex, out var end)
            ? Tokens.Found(type with { Stars = type.Stars + 1 }, input, end.Remainder)
            : Tokens.Missing<TypeName>(length.Remainder, "`]`");
    }

    /// <summary>How many stars come next.</summary>
    internal static (int Count, TokenList<Lexeme> After) Stars(TokenList<Lexeme> input)
    {
        var count = 0;
        while (true)
        {
            if (Tokens.IsOneOf(input, ["*"], out var star)) { (count, input) = (count + 1, star.Remainder); }
            else if (Tokens.Is(input, Lexeme.Qualifier, out var word)) { input = word.Remainder; }
            else { return (count, input); }
        }
    }

    /// <summary>A type without stars.</summary>
    internal static TokenListParserResult<Lexeme, TypeName> Plain(TokenList<Lexeme> input)
    {
        if (input.IsAtEnd) { return Tokens.Missing<TypeName>(input, "a type"); }
        if (Unqualified(input) is var asked && IsAsked(asked)) { return Asked(asked); }
        if (Tokens.IsWord(input, Function)) { return Named(input); }
        var rest = input;
        string? sign = null;
        string? name = null;
        var at = Tokens.PlaceOf(input.ConsumeToken().Value);
        while (rest.ConsumeToken() is { HasValue: true } next)
        {
            var text = next.Value.ToStringValue();
            if (next.Value.Kind == Lexeme.Qualifier) { sign = text is "unsigned" or "signed" ? text : sign; }
            else if (next.Value.Kind == Lexeme.Type) { name = Wider(name, text); }
            else if (name is null && Tokens.IsWord(rest, "struct")) { return Structure(next.Remainder, input); }
            else { break; }
            at = at.To(Tokens.PlaceOf(next.Value));
            rest = next.Remainder;
        }

        if (name is null && sign is null) { return Tokens.Missing<TypeName>(rest, "a type"); }
        return Tokens.Found(new TypeName(at, WithSign(sign, name ?? "int"), false, 0), input, rest);
    }

    /// <summary>typeof(type), or typeof(e), which is read for its type alone.</summary>
    private static TokenListParserResult<Lexeme, TypeName> Asked(TokenList<Lexeme> input)
    {
        var word = input.ConsumeToken();
        if (!Tokens.Is(word.Remainder, Lexeme.Open, out var open))
        {
            return Tokens.Missing<TypeName>(word.Remainder, "`(`");
        }

        if (AskedWithin(open.Remainder) > DeepestAsked)
        {
            return Tokens.Missing<TypeName>(open.Remainder, $"at most {DeepestAsked} times typeof within typeof");
        }

        var inner = Begins(open.Remainder)
            ? Type(open.Remainder)
            : Valued(Tokens.PlaceOf(word.Value), open.Remainder);
        if (!inner.HasValue) { return inner; }
        return Tokens.Is(inner.Remainder, Lexeme.Close, out var close)
            ? Tokens.Found(inner.Value, input, Unqualified(close.Remainder))
            : Tokens.Missing<TypeName>(inner.Remainder, "`)`");
    }

    /// <summary>How often typeof stands in parentheses that are open.</summary>
    private static int AskedWithin(TokenList<Lexeme> input)
    {
        var (count, depth) = (0, 0);
        while (depth >= 0 && input.ConsumeToken() is { HasValue: true } next)
        {
            if (IsAsked(input)) { count++; }
            depth += next.Value.Kind == Lexeme.Open ? 1 : next.Value.Kind == Lexeme.Close ? -1 : 0;
            input = next.Remainder;
        }

        return count;
    }

    /// <summary>What has a value, read for itself: what is wrong in it is wrong as a whole.</summary>
    private static TokenListParserResult<Lexeme, TypeName> Valued(Place at, TokenList<Lexeme> input)
    {
        DiagnosticBag told = new();
        Nesting nesting = new();
        ExpressionGrammar expressions = new(nesting);
        _ = new StatementGrammar(new(new("", ""), told), nesting, expressions, new(expressions));
        var asked = expressions.Whole(input);
        return asked.HasValue && told.IsEmpty
            ? Tokens.Found(new TypeName(at, "typeof", false, 0) { Asked = asked.Value }, input, asked.Remainder)
            : Tokens.Missing<TypeName>(input, "a type, or what has one");
    }

    /// <summary>What stands behind words such as const.</summary>
    private static TokenList<Lexeme> Unqualified(TokenList<Lexeme> input)
    {
        while (Tokens.Is(input, Lexeme.Qualifier, out var word)) { input = word.Remainder; }
        return input;
    }

    /// <summary>A function, or a pointer to one, to which a typedef gave a name.</summary>
    private static TokenListParserResult<Lexeme, TypeName> Named(TokenList<Lexeme> input)
    {
        var plain = Plain(input.ConsumeToken().Remainder.ConsumeToken().Remainder);
        if (!plain.HasValue) { return plain; }
        var (type, rest) = Starred(plain.Value, plain.Remainder);
        var whole = Nameless(type, rest);
        return whole.HasValue && Tokens.Is(whole.Remainder, Lexeme.Close, out var close)
            ? Tokens.Found(whole.Value, input, close.Remainder)
            : whole;
    }

    private static TokenListParserResult<Lexeme, TypeName> Structure(
        TokenList<Lexeme> afterWord, TokenList<Lexeme> input)
    {
        if (!Tokens.Is(afterWord, Lexeme.Name, out var name))
        {
            return Tokens.Missing<TypeName>(afterWord, "the name of a structure");
        }

        return Tokens.Found(
            new TypeName(Tokens.PlaceOf(name.Value), name.Value.ToStringValue(), true, 0), input, name.Remainder);
    }

    private static string Wider(string? name, string next) => name is null || next == "long" ? next : name;

    private static string WithSign(string? sign, string name) => (sign, name) switch
    {
        ("unsigned", "short") => "u16",
        ("unsigned", "int") => "u32",
        ("unsigned", "long") => "u64",
        ("unsigned", "char") => "u8",
        ("signed", "char") => "s8",
        _ => name,
    };
}
