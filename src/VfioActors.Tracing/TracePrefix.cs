using VfioActors.Tracing.Files;

namespace VfioActors.Tracing;

/// <summary>The part of a recording that is whole.</summary>
/// <param name="Trace">The steps before the cut. A violation in a step that is lost is left out of the header.</param>
/// <param name="Cut">Where and how the recording ends early; null when it is complete.</param>
public sealed record TracePrefix(Trace Trace, TraceFormatException? Cut);
