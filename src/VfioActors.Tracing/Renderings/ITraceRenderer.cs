namespace VfioActors.Tracing.Renderings;

/// <summary>Shows a trace in one form.</summary>
public interface ITraceRenderer
{
    /// <summary>The form's name on the command line, such as <c>ladder</c>.</summary>
    string Name { get; }

    /// <summary>Writes the trace in this form. Lines end in a line feed on every system.</summary>
    void Render(Trace trace, TextWriter output);
}
