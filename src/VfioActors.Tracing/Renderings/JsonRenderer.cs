using System.Text;

namespace VfioActors.Tracing.Renderings;

/// <summary>One JSON document with the members <c>header</c> and <c>steps</c>: the lines of the file, joined.</summary>
public sealed class JsonRenderer : ITraceRenderer
{
    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public void Render(Trace trace, TextWriter output)
    {
        using var json = new JsonLineWriter();
        output.Write("{\"header\":");
        output.Write(Encoding.UTF8.GetString(json.Line(trace.Header)));
        output.Write(",\"steps\":[");
        var before = "\n";
        foreach (var step in trace.Steps)
        {
            output.Write(before);
            output.Write(Encoding.UTF8.GetString(json.Line(step)));
            before = ",\n";
        }

        output.Put("]}");
    }
}
