namespace VfioActors.Conformance.Outcomes;

/// <summary>What one operation answered and left behind: facts by name, each in one canonical text.</summary>
/// <remarks>The names are those of the recordings; <see cref="Facts"/> says what each text looks like.</remarks>
/// <param name="Values">The facts, but for <see cref="Events"/>.</param>
/// <param name="Events">The callbacks, in order.</param>
public sealed record Outcome(FactTexts Values, IReadOnlyList<DriverEvent> Events)
{
    /// <summary>What the operation returned, if it returned a number.</summary>
    public long? Answer => long.TryParse(Values.GetValueOrDefault(Facts.Answer), out var answer) ? answer : null;

    /// <summary>Whether the kernel stopped in the middle.</summary>
    public bool IsFatal => Values.ContainsKey(Facts.Fatal);
}
