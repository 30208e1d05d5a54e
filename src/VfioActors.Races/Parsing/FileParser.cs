using Superpower.Model;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Parsing;

/// <summary>Reads a race file. It never throws: what is wrong is said, all of it in one go.</summary>
internal static class FileParser
{
    /// <summary>Reads a file.</summary>
    /// <param name="on">The switches that are on.</param>
    /// <param name="problems">Told what is wrong.</param>
    internal static FileSyntax Read(SourceText source, IReadOnlySet<string> on, DiagnosticBag problems)
    {
        if (source.Text.Length > SourceText.LengthMax)
        {
            problems.Add(default, $"a file has at most {SourceText.LengthMax} characters");
            return new([], new SortedDictionary<string, Expression>(), [], []);
        }

        Preprocessor lines = new(source, on, problems);
        lines.Run();
        ItemGrammar grammar = new(source, problems);
        SortedDictionary<string, Expression> defines = new(StringComparer.Ordinal);
        foreach (var (name, tokens) in lines.Defines)
        {
            if (grammar.Constant(new([.. tokens])) is not { } value) { continue; }
            if (SyntaxWalk.Expressions(value).FirstOrDefault(one => one is Expression.Statements) is { } block)
            {
                problems.Add(block.At, $"'{name}' stands for statements", $"a macro with parentheses may: {name}()");
                continue;
            }

            defines[name] = value;
            if (value is Expression.Binary or Expression.Conditional or Expression.Assign && !IsInParentheses(tokens))
            {
                // Each use would be the text, of which C makes another expression: 1 << 2 + 1.
                problems.Add(value.At, $"'{name}' has an operator and no parentheses around it",
                    "what stands beside the name would belong to a part of it: write (...)");
            }
        }

        Unwind(defines, problems);
        Guards guards = new(problems);
        var (renamed, braces) = Unions.Renamed([.. lines.Tokens]);
        var written = new Typedefs(problems).WrittenOut(renamed);
        var flat = new NestedStructures().LiftedOut(written);
        var items = grammar.All(new([.. Unions.Marked(flat, braces)])).Select(guards.WrittenOut).ToList();
        return new(items, defines, lines.Switches, Variants(lines, problems)) { Enabled = lines.Defined };
    }

    private static bool IsInParentheses(List<Token<Lexeme>> tokens)
    {
        var depth = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            depth += tokens[at].Kind == Lexeme.Open ? 1 : tokens[at].Kind == Lexeme.Close ? -1 : 0;
            if (depth == 0) { return at > 0 && at == tokens.Count - 1; }
        }

        return false;
    }

    /// <summary>Names that stand for what stands for them stand for nothing.</summary>
    private static void Unwind(SortedDictionary<string, Expression> defines, DiagnosticBag problems)
    {
        SortedSet<string> done = new(StringComparer.Ordinal);
        SortedSet<string> under = new(StringComparer.Ordinal);
        foreach (var name in defines.Keys.ToList()) { Visit(name); }

        void Visit(string name)
        {
            if (!defines.TryGetValue(name, out var value) || done.Contains(name)) { return; }
            if (!under.Add(name))
            {
                problems.Add(value.At, $"'{name}' is defined by itself");
                defines.Remove(name);
                return;
            }

            foreach (var inner in SyntaxWalk.Expressions(value)) { Visit(NameOf(inner)); }
            done.Add(name);
        }
    }

    private static string NameOf(Expression expression) => expression switch
    {
        Expression.Name name => name.Value,
        Expression.Call call => call.Function.Value,
        _ => "",
    };

    private static List<IReadOnlyList<string>> Variants(Preprocessor lines, DiagnosticBag problems)
    {
        foreach (var (place, names) in lines.Variants)
        {
            var unknown = names.FirstOrDefault(name => lines.Switches.All(known => known.Name != name));
            if (unknown is null) { continue; }
            problems.Add(
                place,
                $"no #ifdef asks for '{unknown}'",
                Nearness.Hint(unknown, lines.Switches.Select(known => known.Name)));
        }

        return [.. lines.Variants.Select(variant => variant.Names)];
    }
}
