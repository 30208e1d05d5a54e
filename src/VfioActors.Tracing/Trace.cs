namespace VfioActors.Tracing;

/// <summary>A run written down: what was explored, and every step that was taken.</summary>
/// <param name="Header">What was run, and what it broke.</param>
/// <param name="Steps">The steps in their order; the step at index n has number n.</param>
public sealed record Trace(TraceHeader Header, IReadOnlyList<TraceStep> Steps)
{
    /// <summary>The format that this version writes, and the only one that it reads.</summary>
    public const int CurrentFormat = 1;
}
