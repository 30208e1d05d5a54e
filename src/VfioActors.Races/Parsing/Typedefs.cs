using Superpower.Model;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Writes out the names that <c>typedef</c> gives to types: each of them is the words of its type, except where it is,
/// as in C, the name of something else. What is wrong with such a type is told where the name was given.
/// </summary>
/// <param name="problems">Told what cannot be read.</param>
internal sealed class Typedefs(DiagnosticBag problems)
{
    private readonly SortedDictionary<string, IReadOnlyList<Token<Lexeme>>> _types = new(StringComparer.Ordinal);
    private readonly List<Token<Lexeme>> _written = [];
    private readonly Scopes _scopes = new();

    private static readonly Token<Lexeme> OpenToken = new(Lexeme.Open, new TextSpan("("));
    private static readonly Token<Lexeme> CloseToken = new(Lexeme.Close, new TextSpan(")"));

    /// <summary>The tokens without such names.</summary>
    internal IReadOnlyList<Token<Lexeme>> WrittenOut(IReadOnlyList<Token<Lexeme>> tokens)
    {
        Write(tokens);
        return _written;
    }

    private static bool IsName(Token<Lexeme> token, string name) =>
        token.Kind == Lexeme.Name && token.ToStringValue() == name;

    /// <summary>Also what is known as a number anyway: the file may say itself what a gfp_t is.</summary>
    private static bool MayBeNamed(Token<Lexeme> token) =>
        token.Kind == Lexeme.Name
        || (Words.Types.GetValueOrDefault(token.ToStringValue()) != 0
            && token.ToStringValue() is ['_', '_', ..] or [.., '_', 't']);

    private static Token<Lexeme> Enumeration(Token<Lexeme> tag) =>
        new(Lexeme.Type, new TextSpan(TypeName.OfEnumeration(tag.ToStringValue())));

    /// <summary>Whether a type begins there that is an enumeration.</summary>
    private static bool IsEnumeration(IReadOnlyList<Token<Lexeme>> tokens, int at) =>
        at + 2 < tokens.Count && tokens[at].Kind == Lexeme.Word && tokens[at].ToStringValue() == "enum"
        && tokens[at + 1].Kind == Lexeme.Name && tokens[at + 2].Kind != Lexeme.Begin;

    private static Lexeme KindAt(IReadOnlyList<Token<Lexeme>> tokens, int at) =>
        at < tokens.Count ? tokens[at].Kind : Lexeme.Semicolon;

    private void Write(IReadOnlyList<Token<Lexeme>> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            var one = tokens[at];
            if (_scopes.IsOutermost && IsName(one, "typedef")) { at = Define(tokens, at); }
            else if (IsEnumeration(tokens, at))
            {
                at++;
                Add(Enumeration(tokens[at]));
            }
            else if (TypeAt(tokens, at) is { } type)
            {
                _written.AddRange(type);
                var outer = type.Skip(type.ToList().FindLastIndex(part => part.Kind == Lexeme.Close) + 1);
                _scopes.HearType(one, [.. outer.Where(part => part.ToStringValue() == "*")]);
            }
            else { Add(one); }
        }
    }

    private void Add(Token<Lexeme> token)
    {
        _written.Add(token);
        _scopes.Hear(token);
        if (token.Kind == Lexeme.Comma && _scopes.AwaitsName) { _written.AddRange(_scopes.Stars); }
    }

    /// <summary>The type whose name stands there; null where the name is that of something else.</summary>
    private IReadOnlyList<Token<Lexeme>>? TypeAt(IReadOnlyList<Token<Lexeme>> tokens, int at)
    {
        var one = tokens[at];
        if (one.Kind == Lexeme.Type) { return _types.GetValueOrDefault(one.ToStringValue()); }
        if (one.Kind != Lexeme.Name || !_types.TryGetValue(one.ToStringValue(), out var type)) { return null; }
        var name = one.ToStringValue();
        if (_scopes.DeclaresOutermost(one))
        {
            Refuse(one, $"there is a typedef '{name}' already", "take another name");
        }

        if (!_scopes.MayBeType(one, KindAt(tokens, at + 1))) { return null; }
        if (!_scopes.IsHidden(name)) { return type; }
        if (!_scopes.MustBeType(KindAt(tokens, at + 1), KindAt(tokens, at + 2))) { return null; }
        Refuse(one, $"'{name}' is a variable here, which hides the type of that name", "give one of them another name");
        return type;
    }

    /// <summary>One of them, up to its semicolon.</summary>
    /// <returns>Where its last token is.</returns>
    private int Define(IReadOnlyList<Token<Lexeme>> tokens, int start)
    {
        var (end, open) = (start + 1, 0);
        while (end < tokens.Count && (open > 0 || tokens[end].Kind != Lexeme.Semicolon))
        {
            open += tokens[end].Kind == Lexeme.Begin ? 1 : tokens[end].Kind == Lexeme.End ? -1 : 0;
            end++;
        }

        List<Token<Lexeme>> parts = [.. tokens.Skip(start + 1).Take(end - start - 1)];
        if (end < tokens.Count && IsOfFunction(parts))
        {
            NameFunction(parts);
            return end;
        }

        if (end == tokens.Count || parts.Count < 2 || !MayBeNamed(parts[^1]))
        {
            Refuse(tokens[start], "this typedef is not read: it names no structure, enumeration or plain type",
                "write the type itself");
            return end;
        }

        Token<Lexeme> name = new(Lexeme.Name, parts[^1].Span);
        parts.RemoveAt(parts.Count - 1);
        var body = parts.FindIndex(part => part.Kind == Lexeme.Begin);
        if (body < 0)
        {
            Name(name, parts);
            return end;
        }

        WithBody(parts, body, name);
        Add(tokens[end]);
        return end;
    }

    /// <summary>Whether the name of the type has what a function takes behind it.</summary>
    private static bool IsOfFunction(List<Token<Lexeme>> parts)
    {
        var open = parts.FindIndex(part => part.Kind == Lexeme.Open);
        return open > 0 && parts[^1].Kind == Lexeme.Close && parts.TrueForAll(part => part.Kind != Lexeme.Begin)
            && (NameOf(parts, open) >= 0 || MayBeNamed(parts[open - 1]));
    }

    /// <summary>
    /// Where the name is, behind its stars, that stands in parentheses of its own; -1 where there is none.
    /// </summary>
    private static int NameOf(List<Token<Lexeme>> parts, int open)
    {
        var at = open + 1;
        while (at < parts.Count && parts[at].ToStringValue() == "*") { at++; }
        return at + 2 < parts.Count && MayBeNamed(parts[at]) && parts[at + 1].Kind == Lexeme.Close
            && parts[at + 2].Kind == Lexeme.Open ? at : -1;
    }

    /// <summary>A function or a pointer to one: its type has a word before it, and not the name.</summary>
    private void NameFunction(List<Token<Lexeme>> parts)
    {
        var open = parts.FindIndex(part => part.Kind == Lexeme.Open);
        var at = NameOf(parts, open);
        var (first, named) = at >= 0 ? (open, at) : (open - 1, open - 1);
        Token<Lexeme> name = new(Lexeme.Name, parts[named].Span);
        List<Token<Lexeme>> stars = [.. parts.Skip(first + 1).Take(named - first - 1)];
        var takes = parts.Skip(at >= 0 ? at + 2 : open).ToList();
        Keep(name,
        [
            new(Lexeme.Word, new TextSpan(TypeGrammar.Function)), OpenToken, .. Types(parts[..first]), OpenToken,
            .. stars, CloseToken, .. Types(takes), CloseToken,
        ]);
    }

    /// <summary>Tokens with the names of types written out.</summary>
    private List<Token<Lexeme>> Types(List<Token<Lexeme>> parts)
    {
        List<Token<Lexeme>> all = [];
        for (var at = 0; at < parts.Count; at++)
        {
            var isTag = at > 0 && parts[at - 1].Kind == Lexeme.Word;
            if (!isTag && IsEnumeration([.. parts, OpenToken], at)) { all.Add(Enumeration(parts[++at])); }
            else if (isTag || !_types.TryGetValue(parts[at].ToStringValue(), out var type)) { all.Add(parts[at]); }
            else { all.AddRange(type); }
        }

        return all;
    }

    private void Name(Token<Lexeme> name, List<Token<Lexeme>> parts)
    {
        var isPlain = parts.TrueForAll(part => part.Kind is Lexeme.Word or Lexeme.Name or Lexeme.Type
            or Lexeme.Qualifier || part.ToStringValue() == "*");
        if (!isPlain)
        {
            Refuse(name, $"the typedef '{name.ToStringValue()}' is not read", "write the type itself");
            return;
        }

        var isEnumeration = IsEnumeration([.. parts, name], 0);
        Keep(name, isEnumeration
            ? [Enumeration(parts[1]), .. parts.Skip(2)]
            : [.. parts.SelectMany((part, at) => at > 0 && parts[at - 1].Kind == Lexeme.Word
                ? [part]
                : _types.GetValueOrDefault(part.ToStringValue()) ?? [part])]);
    }

    /// <summary>
    /// A structure or an enumeration that is declared by the way: without a name it has that of the type.
    /// </summary>
    private void WithBody(List<Token<Lexeme>> parts, int body, Token<Lexeme> name)
    {
        var head = parts[0];
        if (head.Kind != Lexeme.Word || body > 2 || parts[^1].Kind != Lexeme.End)
        {
            Refuse(head, $"the typedef '{name.ToStringValue()}' is not read",
                "a structure or an enumeration, without stars behind it");
            return;
        }

        var tag = body == 2 ? parts[1] : name;
        var isEnumeration = head.ToStringValue() == "enum";
        Write([head, tag, .. parts.Skip(body)]);
        Keep(name, isEnumeration ? [Enumeration(tag)] : [head, tag]);
    }

    private void Keep(Token<Lexeme> name, IReadOnlyList<Token<Lexeme>> type)
    {
        if (!_types.TryAdd(name.ToStringValue(), type))
        {
            problems.Add(Tokens.PlaceOf(name), $"there is a typedef '{name.ToStringValue()}' already");
        }
        else if (_scopes.IsOutermostName(name.ToStringValue()))
        {
            Refuse(name, $"'{name.ToStringValue()}' names something else already", "take another name");
        }
    }

    private void Refuse(Token<Lexeme> at, string what, string hint) => problems.Add(Tokens.PlaceOf(at), what, hint);
}
