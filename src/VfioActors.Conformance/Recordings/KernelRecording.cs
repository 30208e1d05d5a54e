namespace VfioActors.Conformance.Recordings;

/// <summary>A file of cases that a real kernel was put through.</summary>
/// <param name="Header">The first line.</param>
/// <param name="Cases">In the order of the file.</param>
public sealed record KernelRecording(RecordingHeader Header, IReadOnlyList<RecordedCase> Cases)
{
    /// <summary>The cases line by line, as a <see cref="RecordingStream"/> has them.</summary>
    public IEnumerable<RecordedLine> Lines =>
        from recorded in Cases
        from operation in recorded.Operations.Prepend(null)
        select new RecordedLine(recorded.Name, operation);
}
