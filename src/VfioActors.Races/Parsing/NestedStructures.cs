using Superpower.Model;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Puts structures that are declared within another before it, and gives those without a name that of what they are
/// of: <c>struct kvm { struct { int n; } irqfds; };</c> has a <c>struct kvm.irqfds</c>.
/// </summary>
/// <param name="problems">Told what cannot be read.</param>
internal sealed class NestedStructures(DiagnosticBag problems)
{
    private static readonly Token<Lexeme> Semicolon = new(Lexeme.Semicolon, new TextSpan(";"));

    /// <summary>The tokens without structures within structures.</summary>
    internal IReadOnlyList<Token<Lexeme>> LiftedOut(IReadOnlyList<Token<Lexeme>> tokens)
    {
        List<Token<Lexeme>> written = [];
        var depth = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (depth == 0 && EndOf(tokens, at) is { } end)
            {
                // What stands before it would be about what is declared behind it, and says nothing.
                while (written is [.., { Kind: Lexeme.Qualifier }]) { written.RemoveAt(written.Count - 1); }
                Write(tokens, at, end, "", written);
                at = end;
                continue;
            }

            depth += Deeper(tokens[at]);
            written.Add(tokens[at]);
        }

        return written;
    }

    private static int Deeper(Token<Lexeme> token) => token.Kind switch
    {
        Lexeme.Begin or Lexeme.Open => 1,
        Lexeme.End or Lexeme.Close => -1,
        _ => 0,
    };

    /// <summary>Where the body of a structure ends that is declared there; null where none is.</summary>
    private static int? EndOf(IReadOnlyList<Token<Lexeme>> tokens, int at)
    {
        if (tokens[at].Kind != Lexeme.Word || tokens[at].ToStringValue() != "struct") { return null; }
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
            whole.Add(tokens[inner]);
            if (EndOf(tokens, inner) is not { } last) { continue; }
            whole.Add(Write(tokens, inner, last, name.ToStringValue(), written));
            written.Add(Semicolon);
            inner = last;
        }

        written.AddRange(whole);
        written.Add(tokens[end]);
        return name;
    }

    /// <summary>The name of a structure that has none: what is declared behind it has one.</summary>
    private Token<Lexeme> Named(IReadOnlyList<Token<Lexeme>> tokens, int end, string outer)
    {
        var behind = end + 1;
        while (behind < tokens.Count && tokens[behind].ToStringValue() == "*") { behind++; }
        if (behind < tokens.Count && tokens[behind].Kind == Lexeme.Name)
        {
            return new(Lexeme.Name, new TextSpan($"{outer}.{tokens[behind].ToStringValue()}"));
        }

        problems.Add(
            Tokens.PlaceOf(tokens[end]), "expected a name: fields of a structure without one are not built in",
            "a name for it, or its fields in the outer one");
        return new(Lexeme.Name, new TextSpan($"{outer}."));
    }
}
