using Superpower.Model;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Macros that take arguments: each use is written out, token by token, as C has it. What is written out stands where
/// the use does.
/// </summary>
/// <param name="source">The text.</param>
/// <param name="problems">Told what is wrong.</param>
internal sealed class Macros(SourceText source, DiagnosticBag problems)
{
    private const int LongestExpansion = 2000;

    private readonly SortedDictionary<string, (List<string> Parameters, List<Token<Lexeme>> Body)> _all =
        new(StringComparer.Ordinal);

    /// <summary>Whether a definition is of one: its parentheses follow on its name at once.</summary>
    /// <param name="words">The words of the line, the first of which is <c>define</c>.</param>
    internal static bool Is(List<Token<Lexeme>> words) => words.Count > 2 && words[2].Kind == Lexeme.Open
        && words[2].Span.Position.Absolute == words[1].Span.Position.Absolute + words[1].Span.Length;

    /// <summary>Adds one.</summary>
    internal void Add(List<Token<Lexeme>> words, Place place)
    {
        List<string> parameters = [];
        var at = 3;
        while (at + 1 < words.Count && words[at].Kind == Lexeme.Name && words[at + 1].Kind == Lexeme.Comma)
        {
            parameters.Add(words[at].ToStringValue());
            at += 2;
        }

        if (at < words.Count && words[at].Kind == Lexeme.Name) { parameters.Add(words[at++].ToStringValue()); }
        if (at >= words.Count || words[at].Kind != Lexeme.Close)
        {
            problems.Add(place, "expected names between the parentheses, with a comma between any two");
            return;
        }

        var (name, body) = (words[1].ToStringValue(), words[(at + 1)..]);
        if (_all.TryGetValue(name, out var known) && !(known.Parameters.SequenceEqual(parameters)
            && known.Body.Select(one => one.ToStringValue()).SequenceEqual(body.Select(one => one.ToStringValue()))))
        {
            problems.Add(place, $"'{name}' stands for something else already");
            return;
        }

        _all[name] = (parameters, body);
    }

    /// <summary>Tokens with each use written out.</summary>
    internal List<Token<Lexeme>> WrittenOut(List<Token<Lexeme>> tokens) =>
        _all.Count == 0 ? tokens : WrittenOut(tokens, []);

    private List<Token<Lexeme>> WrittenOut(List<Token<Lexeme>> tokens, List<string> within)
    {
        List<Token<Lexeme>> result = [];
        for (var at = 0; at < tokens.Count; at++)
        {
            var name = tokens[at].ToStringValue();
            var isUse = tokens[at].Kind == Lexeme.Name && !within.Contains(name) && _all.ContainsKey(name)
                && at + 1 < tokens.Count && tokens[at + 1].Kind == Lexeme.Open;
            if (!isUse || Arguments(tokens, at + 1) is not var (arguments, end))
            {
                result.Add(tokens[at]);
                continue;
            }

            result.AddRange(Expanded(tokens[at], arguments, within));
            at = end;
        }

        return result;
    }

    /// <summary>What stands between the commas of the parentheses that open here, and where they close.</summary>
    private static (List<List<Token<Lexeme>>> Arguments, int End)? Arguments(List<Token<Lexeme>> tokens, int open)
    {
        List<List<Token<Lexeme>>> arguments = [[]];
        var depth = 0;
        for (var at = open; at < tokens.Count; at++)
        {
            var kind = tokens[at].Kind;
            if (kind == Lexeme.Close && --depth == 0) { return (arguments, at); }
            if (kind == Lexeme.Comma && depth == 1) { arguments.Add([]); }
            else if (at > open) { arguments[^1].Add(tokens[at]); }
            if (kind == Lexeme.Open) { depth++; }
        }

        return null;
    }

    private List<Token<Lexeme>> Expanded(
        Token<Lexeme> use, List<List<Token<Lexeme>>> arguments, List<string> within)
    {
        var (name, place) = (use.ToStringValue(), Tokens.PlaceOf(use));
        var (parameters, body) = _all[name];
        if (parameters.Count == 0 && arguments is [[]]) { arguments = []; }
        if (arguments.Count != parameters.Count)
        {
            problems.Add(place, $"'{name}' takes {parameters.Count} arguments, here are {arguments.Count}");
            return [];
        }

        var written = arguments.Select(one => WrittenOut(one, within)).ToList();
        List<Token<Lexeme>> result = [];
        foreach (var token in body)
        {
            var at = token.Kind == Lexeme.Name ? parameters.IndexOf(token.ToStringValue()) : -1;
            if (at >= 0) { result.AddRange(written[at]); }
            else { result.Add(token); }
        }

        result = WrittenOut(result, [.. within, name]);
        if (result.Count > LongestExpansion)
        {
            problems.Add(place, $"'{name}' stands for more than {LongestExpansion} words here");
            return [];
        }

        return [.. result.Select(token => Moved(token, place.Start))];
    }

    /// <summary>A token with the same text, which stands at another place.</summary>
    private Token<Lexeme> Moved(Token<Lexeme> token, int start)
    {
        var span = token.Span;
        var at = Math.Max(0, Math.Min(start, source.Text.Length - span.Length));
        return new(token.Kind, new TextSpan(span.Source!, Tokens.Moved(span.Position, at), span.Length));
    }
}
