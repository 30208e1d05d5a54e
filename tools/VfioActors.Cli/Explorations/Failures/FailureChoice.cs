namespace VfioActors.Cli.Explorations.Failures;

/// <summary>Which of the failures are shown in full; all of them are in the index.</summary>
/// <param name="Show">The number of the only one, from 1; null for the first ones.</param>
/// <param name="Limit">How many of the first ones; 0 for none.</param>
internal readonly record struct FailureChoice(int? Show, int Limit)
{
    /// <summary>How many are shown in full when nobody says.</summary>
    public const int UsualLimit = 3;

    /// <summary>Whether a failure is shown in full.</summary>
    /// <param name="number">Its number, from 1.</param>
    public bool Has(int number) => Show is { } one ? number == one : number <= Limit;
}
