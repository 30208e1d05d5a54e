namespace VfioActors.Cli.Reports;

/// <summary>One failure, for SARIF.</summary>
/// <param name="Rule">The property.</param>
/// <param name="Claim">What it claims.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="File">The file that it is in.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record SarifResult(string Rule, string Claim, string Message, string File, int Line);
