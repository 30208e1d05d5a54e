using System.Text;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Renderings;

/// <summary>A sequence diagram for Mermaid, which many web pages draw: an actor a lifeline, a step an arrow.</summary>
public sealed class MermaidRenderer : ITraceRenderer
{
    /// <inheritdoc/>
    public string Name => "mermaid";

    /// <inheritdoc/>
    public void Render(Trace trace, TextWriter output)
    {
        var lifelines = LifelinesOf(trace);
        var violation = trace.Header.Violation;
        output.Put("sequenceDiagram");
        output.Put(lifelines.OrderBy(one => one.Value).Select(Lifeline));
        foreach (var step in trace.Steps)
        {
            var (from, to) = (lifelines[step.From], lifelines[step.To]);
            var text = step.ToString()[(step.To.Length + 2)..];
            output.Put($"    a{from}->>a{to}: {step.Number}{Marks.Of(violation, step.Number)} {Safe(text)}");
            output.Put(step.Notes.Select(note => $"    Note over a{to}: {Safe(note.Text)}"));
            if (violation?.Step == step.Number)
            {
                output.Put($"    Note over a{to}: {Safe($"{violation.Property} is broken: {violation.Refutation}")}");
            }
        }
    }

    private static string Lifeline(KeyValuePair<string, int> actor) =>
        $"    participant a{actor.Value} as {Safe(actor.Key)}";

    private static Dictionary<string, int> LifelinesOf(Trace trace)
    {
        var lifelines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in trace.Steps)
        {
            lifelines.TryAdd(step.From, lifelines.Count);
            lifelines.TryAdd(step.To, lifelines.Count);
        }

        return lifelines;
    }

    /// <summary>Text without what Mermaid would take for its own.</summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var one in Plain.Ascii(text))
        {
            _ = one switch
            {
                '#' => safe.Append("#35;"),
                ';' => safe.Append("#59;"),
                '<' => safe.Append("#lt;"),
                _ => safe.Append(one),
            };
        }

        return safe.Length == 0 ? "-" : safe.ToString();
    }
}
