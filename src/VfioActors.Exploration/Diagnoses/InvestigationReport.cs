namespace VfioActors.Exploration.Diagnoses;

/// <summary>What an investigation came to so far.</summary>
/// <param name="Diagnoses">The failures, small or as they were found, those with the fewest steps first.</param>
/// <param name="Bare">Failures of which no trace can be written: their runs do not go the same way again.</param>
/// <param name="Problems">What failed on the way, a line each.</param>
public sealed record InvestigationReport(
    IReadOnlyList<Diagnosis> Diagnoses, IReadOnlyList<Failure> Bare, IReadOnlyList<string> Problems);
