namespace VfioActors.Conformance.Reports;

/// <summary>A fact on which what was recorded and what was performed disagree.</summary>
/// <param name="Fact">Its name.</param>
/// <param name="Expected">What was recorded; <c>nothing</c> when it is absent.</param>
/// <param name="Got">What was performed; <c>nothing</c> when it is absent.</param>
public readonly record struct Difference(string Fact, string Expected, string Got);
