namespace VfioActors.Storm.Pages;

/// <summary>What the page of a storm says that the report does not know.</summary>
public sealed record StormPageNotes
{
    /// <summary>The version of the product.</summary>
    public required string Product { get; init; }

    /// <summary>When it was made, in words.</summary>
    public required string Date { get; init; }

    /// <summary>The command that made it.</summary>
    public required string Command { get; init; }

    /// <summary>The verdict: held, broken or inconclusive.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why the verdict is inconclusive; null when it is not.</summary>
    public string? Doubt { get; init; }

    /// <summary>The file of the recording; null when nothing was recorded.</summary>
    public string? Recording { get; init; }

    /// <summary>What is broken.</summary>
    public IReadOnlyList<StormPageFailure> Failures { get; init; } = [];

    /// <summary>What failed after the storm, a line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
