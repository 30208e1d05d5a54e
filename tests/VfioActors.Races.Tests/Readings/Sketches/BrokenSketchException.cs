namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>A step does what the kernel warns of: the order ends there.</summary>
/// <param name="claim">The claim that it breaks.</param>
internal sealed class BrokenSketchException(string claim) : Exception(claim);
