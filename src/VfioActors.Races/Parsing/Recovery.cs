using Superpower.Model;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>Says what could not be read, and where to go on reading.</summary>
/// <param name="source">The text.</param>
/// <param name="problems">Told what is wrong.</param>
internal sealed class Recovery(SourceText source, DiagnosticBag problems)
{
    /// <summary>What is expected where a block follows on the arguments of what is no loop.</summary>
    internal const string NoSuchLoop = "a loop";

    /// <summary>Says what is wrong; the rest begins behind the statement or item that made no sense.</summary>
    /// <param name="failed">What a parser said.</param>
    /// <param name="start">Where the parser began.</param>
    internal TokenList<Lexeme> After<T>(TokenListParserResult<Lexeme, T> failed, TokenList<Lexeme> start)
    {
        Tell(failed, start);
        var isOnlyUnfinished = failed.Expectations is ["`;`"] && failed.Remainder.Position > start.Position
            && IsOnLaterLine(start, failed.Remainder);
        return isOnlyUnfinished ? failed.Remainder : Skip(start, failed.Remainder.Position);
    }

    /// <summary>Says what is wrong.</summary>
    internal void Tell<T>(TokenListParserResult<Lexeme, T> failed, TokenList<Lexeme> start)
    {
        var rest = failed.Remainder;
        var next = rest.ConsumeToken();
        var expected = Listed(failed.Expectations);
        var before = Before(start, rest.Position);
        if (!next.HasValue)
        {
            Place end = before is { } last ? Behind(last) : new(source.Text.Length, 1);
            problems.Add(end, $"the file ends here, expected {expected}");
            return;
        }

        var place = Tokens.PlaceOf(next.Value);
        var closing = failed.Expectations is ["`;`" or "`)`" or "`]`"] ? expected : null;
        if (closing is not null && before is { } word && source.LineOf(word.Start) < source.LineOf(place.Start))
        {
            problems.Add(Behind(word), closing == "`;`" ? "expected `;` at the end of the statement"
                : $"expected {closing} before the line ends");
            return;
        }

        if (failed.Expectations is [NoSuchLoop])
        {
            var name = next.Value.ToStringValue();
            problems.Add(place, $"there is no loop '{name}'", LeftOut.Hint(name, [.. Words.Loops, "scoped_guard"]));
            return;
        }

        if (failed.Expectations is [var bound] && IsBound(bound))
        {
            problems.Add(place, $"'{Shown(next.Value)}' is one too many: {bound}");
            return;
        }

        problems.Add(place, $"unexpected '{Shown(next.Value)}', expected {expected}",
            First(start) is { } first && LeftOut.Hint(first) is { } hint ? hint : HintFor(next.Value));
    }

    /// <summary>Whether what is expected is no more of something than can be read.</summary>
    private static bool IsBound(string expected) => expected.StartsWith("at most ", StringComparison.Ordinal)
        || expected.StartsWith("less than ", StringComparison.Ordinal);

    private bool IsOnLaterLine(TokenList<Lexeme> start, TokenList<Lexeme> rest) =>
        rest.ConsumeToken() is { HasValue: true } next && Before(start, rest.Position) is { } before
        && source.LineOf(before.Start) < source.LineOf(Tokens.PlaceOf(next.Value).Start);

    private static string? HintFor(Token<Lexeme> token) => token.Kind switch
    {
        Lexeme.Name => LeftOut.Hint(token.ToStringValue(), Words.OfItems),
        Lexeme.Type or Lexeme.Qualifier => "a variable is declared where a statement begins",
        Lexeme.Word => $"'{token.ToStringValue()}' is a word of the language",
        _ => null,
    };

    /// <summary>The name by which what made no sense begins.</summary>
    private static string? First(TokenList<Lexeme> start) =>
        Tokens.Is(start, Lexeme.Name, out var name) ? name.Value.ToStringValue() : null;

    private static Place Behind(Place place) => new(place.Start + place.Length, 1);

    private static Place? Before(TokenList<Lexeme> start, int position)
    {
        Place? last = null;
        var rest = start;
        while (!rest.IsAtEnd && rest.Position < position)
        {
            var next = rest.ConsumeToken();
            last = Tokens.PlaceOf(next.Value);
            rest = next.Remainder;
        }

        return last;
    }

    private static string Shown(Token<Lexeme> token)
    {
        const int LongestShown = 30;
        var text = token.ToStringValue().ReplaceLineEndings(" ");
        return text.Length > LongestShown ? $"{text[..LongestShown]}..." : text;
    }

    private static string Listed(string[]? expectations)
    {
        var all = (expectations ?? []).Distinct().ToList();
        return all.Count switch
        {
            0 => "something else",
            1 => all[0],
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} or {all[^1]}",
        };
    }

    /// <summary>Behind the next semicolon or closing brace that stands at the level of the start.</summary>
    private static TokenList<Lexeme> Skip(TokenList<Lexeme> rest, int failedAt)
    {
        var depth = 0;
        while (rest.ConsumeToken() is { HasValue: true } next)
        {
            var kind = next.Value.Kind;
            if (kind == Lexeme.End && depth == 0) { return rest.Position < failedAt ? next.Remainder : rest; }
            if (kind == Lexeme.Begin) { depth++; }
            if (kind == Lexeme.End) { depth--; }
            rest = next.Remainder;
            var ends = depth == 0 && kind is Lexeme.Semicolon or Lexeme.End;
            if (ends && rest.Position >= failedAt && depth == 0) { return rest; }
        }

        return rest;
    }
}
