using System.Text;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Litmus;

/// <summary>
/// A file in the C litmus format of tools/memory-model, Linux 6.6, as a race file, line by line: what stands in a line
/// of the one stands in the same line of the other, so that verdicts name the lines of the litmus file.
/// </summary>
internal static class LitmusFile
{
    /// <summary>How the names of such files end.</summary>
    internal const string Extension = ".litmus";

    /// <summary>The race file.</summary>
    /// <param name="problems">Told why the file cannot be read.</param>
    internal static SourceText Translate(SourceText source, DiagnosticBag problems)
    {
        if (source.Text.Length > SourceText.LengthMax)
        {
            problems.Add(default, $"a file has at most {SourceText.LengthMax} characters");
            return source;
        }

        LitmusParts parts = new(source, problems);
        var written = problems.IsEmpty ? Written(parts, problems) : "";
        return problems.IsEmpty ? new(source.Name, written) : source;
    }

    private static string Written(LitmusParts parts, DiagnosticBag problems)
    {
        LitmusVariables variables = new(parts);
        LitmusCondition condition = new(variables);
        var asked = condition.InC(parts.Asked);
        var filter = condition.InC(parts.Filter);
        Place tail = new(parts.Tail, 1);
        foreach (var (thread, name) in condition.Registers.Where(one => !parts.Sets(one.Thread, one.Name)))
        {
            problems.Add(tail, $"P{thread} has no register {name} at its end");
        }

        List<string> bodies = [];
        StringBuilder kept = new();
        foreach (var thread in parts.Threads)
        {
            LitmusBody body = new(variables, thread);
            var registers = condition.RegistersOf(thread.Number).ToList();
            bodies.Add(body.InRaceFile(parts.Text[(thread.Body.Open + 1)..thread.Body.Close], registers));
            foreach (var name in registers)
            {
                var (type, stars) = body.Registers.GetValueOrDefault(name, ("int", 0));
                kept.Append($"{type} {new string('*', stars)}{LitmusCondition.Kept(thread.Number, name)}; ");
            }
        }

        StringBuilder made = new();
        made.Append(Lines(parts.Text, 0, parts.Init.Open)).Append(variables.Declarations()).Append(kept);
        var at = parts.Init.Open;
        for (var number = 0; number < bodies.Count; number++)
        {
            var thread = parts.Threads[number];
            made.Append(Lines(parts.Text, at, thread.Start)).Append($"CPU{thread.Number} ")
                .Append(Lines(parts.Text, thread.Start, thread.Body.Open)).Append(bodies[number]);
            at = thread.Body.Close;
        }

        made.Append(Lines(parts.Text, at, parts.Tail)).Append(Claim(parts.Kind, asked, filter));
        return made.Append(Lines(parts.Text, parts.Tail, parts.Text.Length)).ToString();
    }

    /// <summary>
    /// What exists and ~exists ask for is the outcome that must not come; what forall asks for must always come.
    /// </summary>
    private static string Claim(string kind, string asked, string filter)
    {
        var claimed = kind == "forall" ? asked : $"!({asked})";
        return filter.Length == 0 ? $"finally({claimed});" : $"finally(!({filter}) || ({claimed}));";
    }

    /// <summary>The ends of the lines between two places.</summary>
    private static string Lines(string text, int from, int to) => new('\n', text[from..to].Count(one => one == '\n'));
}
