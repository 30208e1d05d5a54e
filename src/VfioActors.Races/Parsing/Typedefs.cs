using Superpower.Model;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Writes out the names that <c>typedef</c> gives to types: each of them is, wherever it stands, the words of its type.
/// What is wrong with such a type is told where the name was given.
/// </summary>
/// <param name="problems">Told what cannot be read.</param>
internal sealed class Typedefs(DiagnosticBag problems)
{
    private static readonly Token<Lexeme> Int = new(Lexeme.Type, new TextSpan("int"));

    private readonly SortedDictionary<string, IReadOnlyList<Token<Lexeme>>> _types = new(StringComparer.Ordinal);
    private readonly List<Token<Lexeme>> _written = [];
    private int _depth;

    /// <summary>The tokens without such names.</summary>
    internal IReadOnlyList<Token<Lexeme>> WrittenOut(IReadOnlyList<Token<Lexeme>> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            var one = tokens[at];
            _depth += one.Kind == Lexeme.Begin ? 1 : one.Kind == Lexeme.End ? -1 : 0;
            if (_depth == 0 && IsName(one, "typedef")) { at = Define(tokens, at); }
            else if (IsName(one, "union")) { Refuse(one, "unions are not built in", "a field for each of its parts"); }
            else if (IsEnumeration(tokens, at))
            {
                _written.Add(Int);
                at++;
            }
            else { Add(one); }
        }

        return _written;
    }

    private static bool IsName(Token<Lexeme> token, string name) =>
        token.Kind == Lexeme.Name && token.ToStringValue() == name;

    /// <summary>A variable of an enumeration is a number, which one is not looked at.</summary>
    private static bool IsEnumeration(IReadOnlyList<Token<Lexeme>> tokens, int at) =>
        at + 2 < tokens.Count && tokens[at].Kind == Lexeme.Word && tokens[at].ToStringValue() == "enum"
        && tokens[at + 1].Kind == Lexeme.Name && tokens[at + 2].Kind != Lexeme.Begin;

    private void Add(Token<Lexeme> token)
    {
        var isType = token.Kind == Lexeme.Name && _types.ContainsKey(token.ToStringValue())
            && !(_written.Count > 0 && (_written[^1].Kind == Lexeme.Arrow
                || (_written[^1].Kind == Lexeme.Word && _written[^1].ToStringValue() == "struct")));
        if (isType) { _written.AddRange(_types[token.ToStringValue()]); }
        else { _written.Add(token); }
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
        if (end == tokens.Count || parts is not [.., { Kind: Lexeme.Name } name] || parts.Count < 2)
        {
            Refuse(tokens[start], "this typedef is not read: it names no structure, enumeration or plain type",
                "write the type itself");
            return end;
        }

        parts.RemoveAt(parts.Count - 1);
        var body = parts.FindIndex(part => part.Kind == Lexeme.Begin);
        if (body < 0)
        {
            Name(name, parts);
            return end;
        }

        WithBody(parts, body, name);
        _written.Add(tokens[end]);
        return end;
    }

    private void Name(Token<Lexeme> name, List<Token<Lexeme>> parts)
    {
        var isPlain = parts.TrueForAll(part => part.Kind is Lexeme.Word or Lexeme.Name or Lexeme.Type
            or Lexeme.Qualifier || part.ToStringValue() == "*");
        if (!isPlain || IsName(parts[0], "union"))
        {
            Refuse(name, $"the typedef '{name.ToStringValue()}' is not read", "write the type itself");
            return;
        }

        var before = _written.Count;
        var isEnumeration = IsEnumeration([.. parts, name], 0);
        foreach (var part in isEnumeration ? [Int, .. parts.Skip(2)] : parts) { Add(part); }
        Keep(name, [.. _written.Skip(before)]);
        _written.RemoveRange(before, _written.Count - before);
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
        _written.Add(head);
        if (body == 2 || !isEnumeration) { _written.Add(tag); }
        foreach (var part in WrittenInside(parts.Skip(body))) { _written.Add(part); }
        Keep(name, isEnumeration ? [Int] : [head, tag]);
    }

    private IReadOnlyList<Token<Lexeme>> WrittenInside(IEnumerable<Token<Lexeme>> tokens)
    {
        Typedefs inner = new(problems) { _depth = 1 };
        foreach (var (name, type) in _types) { inner._types[name] = type; }
        return inner.WrittenOut([.. tokens]);
    }

    private void Keep(Token<Lexeme> name, IReadOnlyList<Token<Lexeme>> type)
    {
        if (!_types.TryAdd(name.ToStringValue(), type))
        {
            problems.Add(Tokens.PlaceOf(name), $"there is a typedef '{name.ToStringValue()}' already");
        }
    }

    private void Refuse(Token<Lexeme> at, string what, string hint) => problems.Add(Tokens.PlaceOf(at), what, hint);
}
