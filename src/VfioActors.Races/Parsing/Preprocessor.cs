using Superpower.Model;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Goes through a file by lines: what is switched off is passed over, names are defined, the rest becomes tokens.
/// </summary>
/// <param name="source">The text.</param>
/// <param name="on">The switches that are on.</param>
/// <param name="problems">Told what is wrong.</param>
internal sealed class Preprocessor(SourceText source, IReadOnlySet<string> on, DiagnosticBag problems)
{
    private readonly Lexer _lexer = new(source, problems);
    private readonly Macros _macros = new(source, problems);
    private readonly Stack<(bool WasOn, bool IsOn, bool Took, int At)> _conditions = new();
    private readonly SortedSet<string> _defined = new(on, StringComparer.Ordinal);
    private bool _isOn = true;
    private int _pending;

    /// <summary>What is left.</summary>
    internal List<Token<Lexeme>> Tokens { get; private set; } = [];

    /// <summary>The names that are defined in the end.</summary>
    internal IReadOnlySet<string> Defined => _defined;

    /// <summary>What each name stands for that was defined with a value.</summary>
    internal SortedDictionary<string, List<Token<Lexeme>>> Defines { get; } = new(StringComparer.Ordinal);

    /// <summary>The names that were asked for and that the file does not define itself.</summary>
    internal List<(string Name, Place At)> Switches { get; } = [];

    /// <summary>The sets of switches of the variants lines.</summary>
    internal List<(Place At, IReadOnlyList<string> Names)> Variants { get; } = [];

    /// <summary>Goes through the file.</summary>
    internal void Run()
    {
        var text = source.Text;
        var at = 0;
        while (at < text.Length)
        {
            var end = EndOf(at);
            var first = at;
            while (first < end && text[first] is ' ' or '\t') { first++; }
            if (first < end && text[first] == '#')
            {
                Flush(at);
                end = WholeDirective(first, end);
                Directive(first, end);
                _pending = Math.Min(end + 1, text.Length);
            }
            else if (!_isOn)
            {
                _pending = Math.Min(end + 1, text.Length);
            }
            else
            {
                end = PastComments(first, end);
            }

            at = end + 1;
        }

        Flush(text.Length);
        Tokens = _macros.WrittenOut(Tokens);
        foreach (var name in Defines.Keys.ToList()) { Defines[name] = _macros.WrittenOut(Defines[name]); }
        AskEnabled();
        foreach (var open in _conditions) { problems.Add(new(open.At, 1), "this #ifdef has no #endif"); }
    }

    /// <summary>IS_ENABLED(NAME) asks for a switch in an expression.</summary>
    private void AskEnabled()
    {
        for (var at = 0; at + 2 < Tokens.Count; at++)
        {
            var isAsked = Tokens[at + 2].Kind == Lexeme.Name && Tokens[at].ToStringValue() == "IS_ENABLED";
            if (isAsked) { Ask(Tokens[at + 2].ToStringValue(), Tokens[at + 2]); }
        }
    }

    /// <summary>What stands before a place becomes tokens at once, so that texts and comments may span lines.</summary>
    private void Flush(int end)
    {
        if (_isOn && _pending < end) { _lexer.Read(_pending, end, Tokens); }
        _pending = Math.Max(_pending, end);
    }

    private int EndOf(int at)
    {
        var end = source.Text.IndexOf('\n', at);
        return end < 0 ? source.Text.Length : end;
    }

    /// <summary>A comment that goes on in the next lines may hold a line that looks like a directive.</summary>
    private int PastComments(int at, int end)
    {
        var text = source.Text;
        while (at < end)
        {
            if (!_lexer.IsComment(at, text.Length)) { at++; }
            else if (text[at + 1] == '/') { return end; }
            else
            {
                var close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (close < 0) { return text.Length; }
                at = close + 2;
                if (at > end) { end = EndOf(at); }
            }
        }

        return end;
    }

    private int WholeDirective(int at, int end)
    {
        var text = source.Text;
        while (end < text.Length)
        {
            var last = text[end - 1] == '\r' ? end - 2 : end - 1;
            if (last <= at || text[last] != '\\') { return end; }
            end = EndOf(end + 1);
        }

        return end;
    }

    private void Directive(int at, int end)
    {
        List<Token<Lexeme>> words = [];
        if (source.Text[at..end].Contains("include", StringComparison.Ordinal)) { return; }
        _lexer.Read(at + 1 < end && source.Text[at] == '#' ? at + 1 : at, end, words);
        if (words.Count == 0) { return; }
        var name = words[0].ToStringValue();
        var argument = words.Count > 1 ? words[1].ToStringValue() : "";
        Place place = new(at, words[^1].Span.Position.Absolute + words[^1].Span.Length - at);
        switch (name)
        {
            case "ifdef": Open(words, argument, place, wanted: true); break;
            case "ifndef": Open(words, argument, place, wanted: false); break;
            case "if": Push(Holds(words, place), place); break;
            case "elif": Turn(place, Holds(words, place), isLast: false); break;
            case "else": Turn(place, true, isLast: true); break;
            case "endif": Close(place); break;
            case "define" when _isOn: Define(words, argument, place); break;
            case "undef" when _isOn: _defined.Remove(argument); break;
            case "variants": Vary(words, place); break;
            case "define" or "undef" or "pragma": break;
            default:
                problems.Add(place, $"there is no #{name}", Nearness.Hint(name, Known));
                break;
        }
    }

    private static string[] Known =>
        ["ifdef", "ifndef", "if", "elif", "else", "endif", "define", "undef", "variants", "include"];

    private void Open(List<Token<Lexeme>> words, string name, Place place, bool wanted)
    {
        if (words.Count < 2) { problems.Add(place, "expected the name of a switch"); }
        else { Ask(name, words[1]); }
        Push(_defined.Contains(name) == wanted, place);
    }

    /// <summary>Whether the condition of a line holds: what it asks for is a switch.</summary>
    private bool Holds(List<Token<Lexeme>> words, Place place)
    {
        SwitchCondition condition = new([.. words.Skip(1)], word =>
        {
            Ask(word.ToStringValue(), word);
            return _defined.Contains(word.ToStringValue());
        });
        if (condition.Holds() is { } holds) { return holds; }
        problems.Add(place, $"expected #{words[0].ToStringValue()} of defined(NAME), 0 or 1, with !, && and || between",
            "#ifdef NAME says the same as #if defined(NAME)");
        return false;
    }

    private void Ask(string name, Token<Lexeme> word)
    {
        var isOwn = _defined.Contains(name) && !on.Contains(name);
        if (isOwn || Switches.Any(known => known.Name == name)) { return; }
        Switches.Add((name, Parsing.Tokens.PlaceOf(word)));
    }

    private void Push(bool holds, Place place)
    {
        _conditions.Push((_isOn, _isOn && holds, holds, place.Start));
        _isOn = _isOn && holds;
    }

    private void Turn(Place place, bool holds, bool isLast)
    {
        if (!_conditions.TryPop(out var top))
        {
            problems.Add(place, "there is no #ifdef before this");
            return;
        }

        _isOn = top.WasOn && !top.Took && holds;
        _conditions.Push(top with { IsOn = _isOn, Took = top.Took || holds || isLast });
    }

    private void Close(Place place)
    {
        if (_conditions.TryPop(out var top)) { _isOn = top.WasOn; }
        else { problems.Add(place, "there is no #ifdef before this #endif"); }
    }

    private void Define(List<Token<Lexeme>> words, string name, Place place)
    {
        if (words.Count < 2 || words[1].Kind != Lexeme.Name)
        {
            problems.Add(place, "expected a name to define");
            return;
        }

        _defined.Add(name);
        if (words.Count == 2) { return; }
        if (Macros.Is(words))
        {
            _macros.Add(words, place);
            return;
        }

        // What a name stands for it stands for in the whole file, above the line too.
        var text = TextOf(words[2..]);
        if (Defines.TryGetValue(name, out var known) && TextOf(known) != text)
        {
            problems.Add(place, $"'{name}' stands for {TextOf(known)} already");
            return;
        }

        Defines[name] = words[2..];
    }

    private static string TextOf(IEnumerable<Token<Lexeme>> words) =>
        string.Join(' ', words.Select(word => word.ToStringValue()));

    /// <summary>
    /// Sets stand between commas; in a set names stand between blanks or plus signs; a dash for none.
    /// </summary>
    private void Vary(List<Token<Lexeme>> words, Place place)
    {
        List<string> names = [];
        foreach (var word in words.Skip(1))
        {
            if (word.Kind is Lexeme.Name) { names.Add(word.ToStringValue()); }
            if (word.Kind is not Lexeme.Comma) { continue; }
            Variants.Add((place, [.. names]));
            names.Clear();
        }

        Variants.Add((place, [.. names]));
    }
}
