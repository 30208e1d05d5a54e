using Superpower.Model;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Unions are read as structures are, whose tags are the same names: a word behind the brace says that it is one.
/// </summary>
internal static class Unions
{
    /// <summary>The word of the language, and the mark.</summary>
    internal const string Word = "union";

    private static readonly Token<Lexeme> Structure = new(Lexeme.Word, new TextSpan("struct"));
    private static readonly Token<Lexeme> Mark = new(Lexeme.Word, new TextSpan(Word));

    /// <summary>Tokens in which unions are structures, and where the braces of their bodies are in the text.</summary>
    internal static (IReadOnlyList<Token<Lexeme>> Tokens, IReadOnlySet<int> Braces) Renamed(
        IReadOnlyList<Token<Lexeme>> tokens)
    {
        SortedSet<int> braces = [];
        List<Token<Lexeme>> all = [];
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!Is(tokens[at]))
            {
                all.Add(tokens[at]);
                continue;
            }

            all.Add(Structure);
            var begin = at + 1 < tokens.Count && tokens[at + 1].Kind == Lexeme.Name ? at + 2 : at + 1;
            if (begin < tokens.Count && tokens[begin].Kind == Lexeme.Begin) { braces.Add(PlaceOf(tokens[begin])); }
        }

        return (all, braces);
    }

    /// <summary>Tokens with the mark behind those braces.</summary>
    internal static IReadOnlyList<Token<Lexeme>> Marked(
        IReadOnlyList<Token<Lexeme>> tokens, IReadOnlySet<int> braces) =>
    [
        .. tokens.SelectMany(token => token.Kind == Lexeme.Begin && braces.Contains(PlaceOf(token))
            ? [token, Mark]
            : (Token<Lexeme>[])[token]),
    ];

    private static bool Is(Token<Lexeme> token) => token.Kind == Lexeme.Word && token.ToStringValue() == Word;

    private static int PlaceOf(Token<Lexeme> token) => token.Span.Position.Absolute;
}
