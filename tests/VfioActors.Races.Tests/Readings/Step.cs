namespace VfioActors.Races.Tests.Readings;

/// <summary>One step of a thread.</summary>
/// <param name="Act">What it does.</param>
/// <param name="What">The word, the lock, the register that is looked at, or how far to go back.</param>
/// <param name="Number">What is written, added or compared with.</param>
/// <param name="Kept">The register that keeps something, or how many steps are passed over.</param>
internal readonly record struct Step(Act Act, int What = 0, int Number = 0, int Kept = 0);
