namespace VfioActors.Conformance.Recordings;

/// <summary>A file of cases that a real kernel was put through.</summary>
/// <param name="Header">The first line.</param>
/// <param name="Cases">In the order of the file.</param>
public sealed record Recording(RecordingHeader Header, IReadOnlyList<RecordedCase> Cases);
