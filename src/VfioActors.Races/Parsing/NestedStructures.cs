using System.Globalization;
using Superpower.Model;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Puts structures and enumerations that are declared within a structure, or before the name of a variable, before
/// it, and gives those without a name that of what they are of: <c>struct kvm { struct { int n; } irqfds; };</c> has a
/// <c>struct kvm.irqfds</c>. An enumeration that is declared in a function is put before that.
/// </summary>
internal sealed class NestedStructures
{
    private const string Structure = "struct", Enumeration = "enum";

    private static readonly Token<Lexeme> Semicolon = new(Lexeme.Semicolon, new TextSpan(";"));

    private int _nameless;

    /// <summary>The tokens without structures within structures.</summary>
    internal IReadOnlyList<Token<Lexeme>> LiftedOut(IReadOnlyList<Token<Lexeme>> tokens)
    {
        List<Token<Lexeme>> written = [];
        var (depth, item) = (0, 0);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (depth > 0 && IsWord(tokens, at, Enumeration) && EndOf(tokens, at) is { } last)
            {
                at = WriteBefore(tokens, (at, last), item, written);
                continue;
            }

            if (depth == 0 && EndOf(tokens, at) is { } end)
            {
                // What stands before it would be about what is declared behind it, and says nothing.
                while (written is [.., { Kind: Lexeme.Qualifier }]) { written.RemoveAt(written.Count - 1); }
                var isNumber = IsWord(tokens, at, Enumeration);
                var type = isNumber ? WriteNumbers(tokens, at, end, written) : [Write(tokens, at, end, "", written)];
                if (isNumber && !IsSemicolon(tokens, end + 1))
                {
                    written.Add(Semicolon);
                    written.AddRange(type);
                }

                at = end;
                continue;
            }

            depth += Deeper(tokens[at]);
            written.Add(tokens[at]);
            if (depth == 0 && tokens[at].Kind is Lexeme.End or Lexeme.Semicolon) { item = written.Count; }
        }

        return written;
    }

    /// <summary>Writes an enumeration of a function before the item that is being written.</summary>
    /// <param name="body">Where it begins and ends.</param>
    /// <param name="item">Where the item begins in what is written.</param>
    /// <returns>Where to go on.</returns>
    private int WriteBefore(
        IReadOnlyList<Token<Lexeme>> tokens, (int At, int End) body, int item, List<Token<Lexeme>> written)
    {
        List<Token<Lexeme>> before = [];
        var type = WriteNumbers(tokens, body.At, body.End, before);
        written.InsertRange(item, [.. before, Semicolon]);
        if (IsSemicolon(tokens, body.End + 1)) { return body.End + 1; }
        written.AddRange(type);
        return body.End;
    }

    private static int Deeper(Token<Lexeme> token) => token.Kind switch
    {
        Lexeme.Begin or Lexeme.Open => 1,
        Lexeme.End or Lexeme.Close => -1,
        _ => 0,
    };

    private static bool IsWord(IReadOnlyList<Token<Lexeme>> tokens, int at, string word) =>
        tokens[at].Kind == Lexeme.Word && tokens[at].ToStringValue() == word;

    private static bool IsSemicolon(IReadOnlyList<Token<Lexeme>> tokens, int at) =>
        at >= tokens.Count || tokens[at].Kind == Lexeme.Semicolon;

    /// <summary>Where the body of what is declared there ends; null where none is.</summary>
    private static int? EndOf(IReadOnlyList<Token<Lexeme>> tokens, int at)
    {
        if (!IsWord(tokens, at, Structure) && !IsWord(tokens, at, Enumeration)) { return null; }
        var begin = BeginOf(tokens, at);
        if (begin >= tokens.Count || tokens[begin].Kind != Lexeme.Begin) { return null; }
        var depth = 0;
        for (var end = begin; end < tokens.Count; end++)
        {
            depth += Deeper(tokens[end]);
            if (depth == 0) { return end; }
        }

        return null;
    }

    private static int BeginOf(IReadOnlyList<Token<Lexeme>> tokens, int at) =>
        at + 1 < tokens.Count && tokens[at + 1].Kind == Lexeme.Name ? at + 2 : at + 1;

    /// <summary>Writes an enumeration up to the end of its body.</summary>
    /// <returns>Its type.</returns>
    private List<Token<Lexeme>> WriteNumbers(
        IReadOnlyList<Token<Lexeme>> tokens, int at, int end, List<Token<Lexeme>> written)
    {
        var begin = BeginOf(tokens, at);
        if (begin == at + 1 && IsSemicolon(tokens, end + 1))
        {
            written.AddRange(tokens.Skip(at).Take(end + 1 - at));
            return [];
        }

        var name = begin == at + 2 ? tokens[at + 1] : Nameless("");
        written.AddRange([tokens[at], name, .. tokens.Skip(begin).Take(end + 1 - begin)]);
        return [new(Lexeme.Type, new TextSpan(TypeName.OfEnumeration(name.ToStringValue())))];
    }

    /// <summary>Writes a structure up to the end of its body, behind those that are in it.</summary>
    /// <returns>Its name.</returns>
    private Token<Lexeme> Write(
        IReadOnlyList<Token<Lexeme>> tokens, int at, int end, string outer, List<Token<Lexeme>> written)
    {
        var begin = BeginOf(tokens, at);
        var name = begin == at + 2 ? tokens[at + 1] : Named(tokens, end, outer);
        List<Token<Lexeme>> whole = [tokens[at], name, tokens[begin]];
        for (var inner = begin + 1; inner < end; inner++)
        {
            if (EndOf(tokens, inner) is not { } last)
            {
                whole.Add(tokens[inner]);
                continue;
            }

            if (IsWord(tokens, inner, Enumeration))
            {
                var type = WriteNumbers(tokens, inner, last, written);
                inner = IsSemicolon(tokens, last + 1) ? last + 1 : last;
                if (inner == last) { whole.AddRange(type); }
            }
            else
            {
                var made = Write(tokens, inner, last, name.ToStringValue(), written);
                whole.AddRange([tokens[inner], made]);
                var isNameless = IsSemicolon(tokens, last + 1) && BeginOf(tokens, inner) == inner + 1;
                if (isNameless) { whole.Add(Nameless("")); }
                inner = last;
            }

            written.Add(Semicolon);
        }

        written.AddRange(whole);
        written.Add(tokens[end]);
        return name;
    }

    /// <summary>The name of a structure that has none: that of what is declared behind it, or a number.</summary>
    private Token<Lexeme> Named(IReadOnlyList<Token<Lexeme>> tokens, int end, string outer)
    {
        var behind = end + 1;
        while (behind < tokens.Count && tokens[behind].ToStringValue() == "*") { behind++; }
        return behind < tokens.Count && tokens[behind].Kind == Lexeme.Name
            ? new(Lexeme.Name, new TextSpan($"{outer}.{tokens[behind].ToStringValue()}"))
            : Nameless(outer);
    }

    private Token<Lexeme> Nameless(string outer) => new(
        Lexeme.Name, new TextSpan($"{outer}.{(_nameless++).ToString(CultureInfo.InvariantCulture)}"));
}
