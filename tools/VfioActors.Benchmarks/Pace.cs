namespace VfioActors.Benchmarks;

/// <summary>How fast messages were handled.</summary>
/// <param name="ASecond">Messages in a second of the clock.</param>
/// <param name="ACoreSecond">Messages in a second of processor time.</param>
internal readonly record struct Pace(double ASecond, double ACoreSecond);
