namespace VfioActors.Tracing.Renderings;

/// <summary>
/// A ladder as people draw it in a mail to a kernel list: a column for each client, the notes of the steps from top to
/// bottom, the racing pair and the broken step marked. Plain ASCII, never over 78 columns.
/// </summary>
/// <remarks>
/// A step without notes is shown only when it is marked. Where no step serves a client's operation there is a column
/// for each actor that takes a step, and every step is shown. When more take part than fit side by side, each line
/// names its client or actor instead.
/// </remarks>
public sealed class LadderRenderer : ITraceRenderer
{
    private const int Hang = 6;

    /// <inheritdoc/>
    public string Name => "ladder";

    /// <inheritdoc/>
    public void Render(Trace trace, TextWriter output)
    {
        output.Put(TraceSummary.Before(trace.Header));
        output.Put("");
        var plan = LadderPlan.Of(trace);
        if (LadderColumns.Fits(plan)) { output.Put(new LadderColumns(plan).Lines()); }
        else { output.Put(plan.Rows.SelectMany(row => Linear(plan, row))); }
        if (trace.Header.Violation is not { } violation) { return; }
        output.Put("");
        output.Put(TraceSummary.Legend(violation));
        output.Put("");
        output.Put(TraceSummary.After(violation));
    }

    private static IEnumerable<string> Linear(LadderPlan plan, LadderRow row)
    {
        const int Margin = 4;
        var lead = $"{row.Marks.PadRight(Margin)}{plan.NameOf(row.Column)}: ";
        var text = row.Actor.Length == 0 ? row.Text : $"{row.Actor}: {row.Text}";
        return Wrapping.Lines(lead, text, Wrapping.MailWidth, Hang);
    }
}
