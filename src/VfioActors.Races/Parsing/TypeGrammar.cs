using Superpower.Model;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Parsing;

/// <summary>The names of types, with the words around them that mean nothing here.</summary>
internal static class TypeGrammar
{
    /// <summary>Whether a type begins here.</summary>
    internal static bool Begins(TokenList<Lexeme> input)
    {
        var first = input.ConsumeToken();
        return first.HasValue
            && (first.Value.Kind is Lexeme.Type or Lexeme.Qualifier || Tokens.IsWord(input, "struct"));
    }

    /// <summary>A type with its stars.</summary>
    internal static TokenListParserResult<Lexeme, TypeName> Type(TokenList<Lexeme> input)
    {
        var plain = Plain(input);
        if (!plain.HasValue) { return plain; }
        var (stars, rest) = Stars(plain.Remainder);
        return Tokens.Found(plain.Value with { Stars = stars }, input, rest);
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
