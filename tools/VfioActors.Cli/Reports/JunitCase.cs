namespace VfioActors.Cli.Reports;

/// <summary>One claim, for JUnit.</summary>
/// <param name="Claim">What is claimed.</param>
/// <param name="Failure">What is wrong; null when nothing is.</param>
/// <param name="Doubt">Why it is not known whether the claim holds; null when it is.</param>
internal sealed record JunitCase(string Claim, string? Failure, string? Doubt = null)
{
    /// <summary>Whether nobody knows: neither passed nor failed.</summary>
    public bool IsSkipped => Failure is null && Doubt is not null;
}
