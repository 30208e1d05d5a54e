namespace VfioActors.Storm.Pages;

/// <summary>A broken property on the page of a storm.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Claim">What it claims.</param>
/// <param name="Reason">What is wrong, in one line.</param>
public sealed record StormPageFailure(string Property, string Claim, string Reason)
{
    /// <summary>Where it was seen and how often, in words; null when that is not known.</summary>
    public string? Seen { get; init; }

    /// <summary>The shortest run that shows it, as a ladder; null when it was not made small.</summary>
    public string? Ladder { get; init; }

    /// <summary>The file of its trace; null when there is none.</summary>
    public string? Trace { get; init; }

    /// <summary>The command that replays the trace; null when there is none.</summary>
    public string? Replay { get; init; }
}
