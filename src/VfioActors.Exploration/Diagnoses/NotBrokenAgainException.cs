namespace VfioActors.Exploration.Diagnoses;

/// <summary>The steps that broke a property were taken again and did not: its code is not pure.</summary>
/// <param name="property">The property.</param>
internal sealed class NotBrokenAgainException(string property)
    : Exception($"the steps that broke {property} do not when they are taken again: it answers by more than what it "
        + "looks at");
