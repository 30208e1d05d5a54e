namespace VfioActors.Tracing;

/// <summary>Two steps whose order decides whether the property holds.</summary>
/// <param name="First">The number of the earlier step.</param>
/// <param name="Second">The number of the later step.</param>
public sealed record TraceRace(int First, int Second);
