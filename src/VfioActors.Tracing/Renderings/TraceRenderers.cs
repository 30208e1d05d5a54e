using System.Diagnostics.CodeAnalysis;

namespace VfioActors.Tracing.Renderings;

/// <summary>The forms in which a trace can be shown.</summary>
public static class TraceRenderers
{
    /// <summary>All forms, the most useful first.</summary>
    public static IReadOnlyList<ITraceRenderer> All { get; } =
        [new LadderRenderer(), new TextRenderer(), new JsonRenderer(), new MermaidRenderer()];

    /// <summary>Finds a form by its name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out ITraceRenderer? renderer)
    {
        renderer = All.FirstOrDefault(one => one.Name == name);
        return renderer is not null;
    }
}
