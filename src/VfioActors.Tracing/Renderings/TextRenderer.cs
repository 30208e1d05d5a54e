using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Renderings;

/// <summary>One line a step, aligned: number, sender and receiver, message and fields, operation, notes.</summary>
public sealed class TextRenderer : ITraceRenderer
{
    private const int WidestAligned = 60;

    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public void Render(Trace trace, TextWriter output)
    {
        output.Put(TraceSummary.Before(trace.Header));
        output.Put(trace.Header.Operations.Select(Operation));
        output.Put("");
        var rows = trace.Steps.Select(step => Cells(step, trace.Header.Violation));
        var widths = WidthsOf(rows);
        output.Put(rows.Select(row => Aligned(row, widths)));
        if (trace.Header.Violation is not { } violation) { return; }
        output.Put("");
        output.Put(TraceSummary.Legend(violation));
        output.Put("");
        output.Put(TraceSummary.After(violation));
    }

    private static string Aligned(string[] row, int[] widths) =>
        string.Join("  ", row.Select((cell, at) => cell.PadRight(widths[at]))).TrimEnd();

    private static string Operation(TraceOperation operation) =>
        Plain.Ascii($"op {operation.Id,-6} {operation.Client}: {operation.Text}");

    private static string[] Cells(TraceStep step, TraceViolation? violation) =>
    [
        $"{step.Number}{Marks.Of(violation, step.Number)}",
        Plain.Ascii($"{step.From} -> {step.To}"),
        Plain.Ascii($"{step.Message}({string.Join(", ", step.Fields.Select(one => $"{one.Name}={one.Value}"))})"),
        step.Operation == TraceStep.NoOperation ? "-" : $"op {step.Operation}",
        Plain.Ascii(string.Join("; ", step.Notes)),
    ];

    /// <summary>The widths of the cells; the last needs none.</summary>
    private static int[] WidthsOf(IEnumerable<string[]> rows)
    {
        var widths = new int[5];
        foreach (var row in rows)
        {
            for (var at = 0; at < row.Length - 1; at++)
            {
                widths[at] = int.Max(widths[at], int.Min(row[at].Length, WidestAligned));
            }
        }

        return widths;
    }
}
