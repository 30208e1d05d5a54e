using VfioActors.Exploration.Properties;

namespace VfioActors.Cli.Traces;

/// <summary>A property that a replayed run breaks.</summary>
internal sealed record FindingDocument(string Property, string Claim, string Reason, int Step)
{
    /// <summary>The document of a finding.</summary>
    public static FindingDocument Of(Finding finding) =>
        new(finding.Property.Name, finding.Property.Claim, finding.Reason, finding.Step);
}
