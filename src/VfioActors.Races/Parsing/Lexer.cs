using Superpower.Model;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>Cuts text into tokens. It never fails: what is no token is said and passed over.</summary>
/// <param name="source">The text.</param>
/// <param name="problems">Told what is no token.</param>
internal sealed class Lexer(SourceText source, DiagnosticBag problems)
{
    private static readonly string[] Signs =
    [
        "<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=",
        "%=", "&=", "|=", "^=", "(", ")", "{", "}", "[", "]", ";", ",", ":", "?", ".", "+", "-", "*", "/", "%", "<",
        ">", "=", "!", "&", "|", "^", "~",
    ];

    private readonly string _text = source.Text;

    /// <summary>The tokens from one place to another, without comments.</summary>
    internal void Read(int from, int to, List<Token<Lexeme>> tokens)
    {
        var at = from;
        while (at < to)
        {
            var one = _text[at];
            if (char.IsWhiteSpace(one) || one == '\\') { at++; }
            else if (IsComment(at, to)) { at = AfterComment(at, to); }
            else if (char.IsAsciiLetter(one) || one == '_') { at = Word(at, to, tokens); }
            else if (char.IsAsciiDigit(one)) { at = Number(at, to, tokens); }
            else if (one is '"' or '\'') { at = Quoted(at, to, tokens); }
            else { at = Sign(at, to, tokens); }
        }
    }

    /// <summary>Whether a comment begins here.</summary>
    internal bool IsComment(int at, int to) => at + 1 < to && _text[at] == '/' && _text[at + 1] is '/' or '*';

    /// <summary>The first place behind a comment.</summary>
    internal int AfterComment(int at, int to)
    {
        if (_text[at + 1] == '/')
        {
            var line = _text.IndexOf('\n', at, to - at);
            return line < 0 ? to : line;
        }

        var end = _text.IndexOf("*/", at + 2, to - at - 2, StringComparison.Ordinal);
        if (end >= 0) { return end + 2; }
        problems.Add(new(at, 2), "this comment has no end", "close it with */");
        return to;
    }

    private int Word(int at, int to, List<Token<Lexeme>> tokens)
    {
        var end = at + 1;
        while (end < to && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_')) { end++; }
        var word = _text[at..end];
        if (Words.PassedOver.Contains(word)) { return end; }
        if (Words.PassedOverWithArguments.Contains(word)) { return BehindArguments(end, to); }
        Add(Words.Of(word), at, end, tokens);
        return end;
    }

    /// <summary>The place behind the parentheses that come next, or where it is when none do.</summary>
    private int BehindArguments(int at, int to)
    {
        var end = at;
        while (end < to && char.IsWhiteSpace(_text[end])) { end++; }
        if (end >= to || _text[end] != '(') { return at; }
        for (var depth = 0; end < to; end++)
        {
            depth += _text[end] == '(' ? 1 : _text[end] == ')' ? -1 : 0;
            if (depth == 0) { return end + 1; }
        }

        return at;
    }

    private int Number(int at, int to, List<Token<Lexeme>> tokens)
    {
        var end = at + 1;
        while (end < to && char.IsAsciiLetterOrDigit(_text[end])) { end++; }
        if (Numerals.TryRead(_text[at..end], out _)) { Add(Lexeme.Number, at, end, tokens); }
        else
        {
            problems.Add(new(at, end - at), $"'{_text[at..end]}' is no number of at most 64 bits");
            Add(Lexeme.Number, at, at + 1, tokens);
        }

        return end;
    }

    private int Quoted(int at, int to, List<Token<Lexeme>> tokens)
    {
        var quote = _text[at];
        var end = at + 1;
        while (end < to && _text[end] != quote && _text[end] != '\n') { end += _text[end] == '\\' ? 2 : 1; }
        end = Math.Min(end, to);
        var isClosed = end < to && _text[end] == quote;
        if (isClosed) { end++; }
        else { problems.Add(new(at, 1), "this text has no end in its line", $"close it with {quote}"); }
        Add(quote == '"' ? Lexeme.Text : Lexeme.Number, at, end, tokens);
        if (quote == '\'' && isClosed && !Characters.TryRead(_text[at..end], out _))
        {
            problems.Add(new(at, end - at), $"{_text[at..end]} is no single character");
        }

        return end;
    }

    private int Sign(int at, int to, List<Token<Lexeme>> tokens)
    {
        foreach (var sign in Signs)
        {
            if (at + sign.Length > to || string.CompareOrdinal(_text, at, sign, 0, sign.Length) != 0) { continue; }
            Add(KindOf(sign), at, at + sign.Length, tokens);
            return at + sign.Length;
        }

        var one = _text[at];
        var shown = char.IsControl(one) || char.IsSurrogate(one) ? $"U+{(int)one:X4}" : $"{one}";
        problems.Add(new(at, 1), $"'{shown}' means nothing here");
        return at + 1;
    }

    private static Lexeme KindOf(string sign) => sign switch
    {
        "(" => Lexeme.Open,
        ")" => Lexeme.Close,
        "{" => Lexeme.Begin,
        "}" => Lexeme.End,
        "[" => Lexeme.OpenIndex,
        "]" => Lexeme.CloseIndex,
        ";" => Lexeme.Semicolon,
        "," => Lexeme.Comma,
        ":" => Lexeme.Colon,
        "?" => Lexeme.Question,
        "->" or "." => Lexeme.Arrow,
        "=" or "+=" or "-=" or "*=" or "/=" or "%=" or "&=" or "|=" or "^=" or "<<=" or ">>=" => Lexeme.Assignment,
        _ => Lexeme.Operator,
    };

    private void Add(Lexeme kind, int at, int end, List<Token<Lexeme>> tokens)
    {
        Position position = new(at, source.LineOf(at), source.ColumnOf(at));
        tokens.Add(new(kind, new TextSpan(_text, position, end - at)));
    }
}
