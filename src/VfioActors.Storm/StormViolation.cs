namespace VfioActors.Storm;

/// <summary>A property that a storm broke.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Claim">What it claims.</param>
/// <param name="Reason">What is wrong, in one line: the first time that it was seen.</param>
/// <param name="Actor">The actor that it is about; null when it is about all of them at rest.</param>
/// <param name="Count">How often it was seen.</param>
public sealed record StormViolation(string Property, string Claim, string Reason, string? Actor, long Count);
