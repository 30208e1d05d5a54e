using VfioActors.Races.Files;

namespace VfioActors.Cli.Races;

/// <summary>What came of one litmus file of a folder.</summary>
/// <param name="File">The file.</param>
/// <param name="Observed">Never, Sometimes, or unknown; refused when it was not read.</param>
/// <param name="Expected">What the comment of the file says of the kernel's model; empty for nothing.</param>
/// <param name="Why">Why it was refused, or is not known; what else broke.</param>
internal sealed record LitmusRow(string File, string Observed, string Expected, string Why)
{
    /// <summary>The outcome comes in no order.</summary>
    internal const string Never = "never";

    /// <summary>The outcome comes in some order.</summary>
    internal const string Sometimes = "sometimes";

    /// <summary>The budget ran out, or a loop was cut.</summary>
    internal const string Unknown = "unknown";

    /// <summary>It could not be read.</summary>
    internal const string Refused = "refused";

    /// <summary>Whether it was read.</summary>
    public bool IsRead => Observed != Refused;

    /// <summary>Whether it is a litmus file for another language than C.</summary>
    public bool IsOfOtherFormat => Why.StartsWith(RaceFile.NotOfC, StringComparison.Ordinal);

    /// <summary>
    /// Whether it contradicts its comment: what the kernel's model forbids comes here, where less can come.
    /// </summary>
    public bool IsContradiction =>
        Observed == Sometimes && Expected.Equals(Never, StringComparison.OrdinalIgnoreCase);
}
