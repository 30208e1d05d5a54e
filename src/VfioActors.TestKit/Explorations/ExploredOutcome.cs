namespace VfioActors.TestKit.Explorations;

/// <summary>What became of an explored test.</summary>
/// <param name="Failure">Why it fails, for people; null when it passes.</param>
/// <param name="Note">What was tried, in a line or two.</param>
internal sealed record ExploredOutcome(string? Failure, string Note);
