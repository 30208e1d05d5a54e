namespace VfioActors.Cli.Museums;

/// <summary>What the code does not know of a defect: words for people, each in sentences.</summary>
internal sealed record DefectNotes
{
    /// <summary>What a reviewer asked, or could have.</summary>
    public required string Question { get; init; }

    /// <summary>The mail, the commit or the code that it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>What fixed it upstream, and when; or that nothing did.</summary>
    public required string Upstream { get; init; }
}
