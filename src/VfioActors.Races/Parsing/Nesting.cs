using Superpower.Model;

namespace VfioActors.Races.Parsing;

/// <summary>How deep the parser is in what it reads: text that nests without end must not end the program.</summary>
internal sealed class Nesting
{
    /// <summary>Nobody writes deeper than this by hand.</summary>
    private const int DeepestMax = 120;

    private int _depth;

    /// <summary>Reads something one level deeper.</summary>
    internal TokenListParserResult<Lexeme, T> Within<T>(
        TokenList<Lexeme> input, Func<TokenList<Lexeme>, TokenListParserResult<Lexeme, T>> parser)
    {
        if (_depth >= DeepestMax)
        {
            return TokenListParserResult.Empty<Lexeme, T>(input, [$"less than {DeepestMax} levels of nesting"]);
        }

        _depth++;
        try
        {
            return parser(input);
        }
        finally
        {
            _depth--;
        }
    }
}
