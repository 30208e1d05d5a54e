namespace VfioActors.Cli.Conformities;

/// <summary>A fact that differs.</summary>
/// <param name="Fact">Its name, as the recordings spell it.</param>
/// <param name="Expected">What was recorded.</param>
/// <param name="Got">What the behaviours did.</param>
internal sealed record FactDocument(string Fact, string Expected, string Got);
