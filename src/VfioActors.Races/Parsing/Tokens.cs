using Superpower;
using Superpower.Model;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>Questions to a list of tokens.</summary>
internal static class Tokens
{
    /// <summary>No line of a text is so long: it marks what stands elsewhere than its text does.</summary>
    private const int MovedColumn = int.MaxValue;

    /// <summary>Where a token stands: where a macro is used, of what is written out there.</summary>
    internal static Place PlaceOf(Token<Lexeme> token) => new(StartOf(token.Span.Position), token.Span.Length);

    /// <summary>The position of a text that stands elsewhere.</summary>
    /// <param name="text">Where the text is.</param>
    /// <param name="start">Where it stands.</param>
    internal static Position Moved(Position text, int start) => new(text.Absolute, start + 1, MovedColumn);

    private static int StartOf(Position position) =>
        position.Column == MovedColumn ? position.Line - 1 : position.Absolute;

    /// <summary>What a parser found.</summary>
    internal static TokenListParserResult<Lexeme, T> Found<T>(
        T value, TokenList<Lexeme> location, TokenList<Lexeme> remainder) =>
        TokenListParserResult.Value(value, location, remainder);

    /// <summary>Nothing was found, and this was expected.</summary>
    internal static TokenListParserResult<Lexeme, T> Missing<T>(TokenList<Lexeme> input, string expected) =>
        TokenListParserResult.Empty<Lexeme, T>(input, [expected]);

    /// <summary>Whether the next token is of a kind.</summary>
    internal static bool Is(TokenList<Lexeme> input, Lexeme kind) => Is(input, kind, out _);

    /// <summary>Whether the next token is of a kind, and if so the token.</summary>
    internal static bool Is(
        TokenList<Lexeme> input, Lexeme kind, out TokenListParserResult<Lexeme, Token<Lexeme>> found)
    {
        found = input.ConsumeToken();
        return found.HasValue && found.Value.Kind == kind;
    }

    /// <summary>Whether the next token is that word of the language.</summary>
    internal static bool IsWord(TokenList<Lexeme> input, string word) =>
        Is(input, Lexeme.Word, out var found) && found.Value.ToStringValue() == word;

    /// <summary>Whether the next token is one of some operators, and if so the token.</summary>
    internal static bool IsOneOf(
        TokenList<Lexeme> input, string[] operators, out TokenListParserResult<Lexeme, Token<Lexeme>> found) =>
        Is(input, Lexeme.Operator, out found) && Array.IndexOf(operators, found.Value.ToStringValue()) >= 0;

    /// <summary>What stands in braces, a comma between any two, and perhaps one behind the last.</summary>
    internal static TokenListParser<Lexeme, IReadOnlyList<T>> Braced<T>(TokenListParser<Lexeme, T> part) => input =>
    {
        if (!Is(input, Lexeme.Begin, out var next)) { return Missing<IReadOnlyList<T>>(input, "`{`"); }
        List<T> all = [];
        while (!Is(next.Remainder, Lexeme.End))
        {
            var one = part(next.Remainder);
            if (!one.HasValue) { return TokenListParserResult.CastEmpty<Lexeme, T, IReadOnlyList<T>>(one); }
            all.Add(one.Value);
            if (Is(one.Remainder, Lexeme.Comma, out var comma)) { next = comma; }
            else if (Is(one.Remainder, Lexeme.End, out var end)) { return Ended(end); }
            else { return TokenListParserResult.Empty<Lexeme, IReadOnlyList<T>>(one.Remainder, ["`,`", "`}`"]); }
        }

        return Ended(next.Remainder.ConsumeToken());

        TokenListParserResult<Lexeme, IReadOnlyList<T>> Ended(TokenListParserResult<Lexeme, Token<Lexeme>> end) =>
            Found<IReadOnlyList<T>>(all, input, end.Remainder);
    };
}
