namespace VfioActors.Tracing.Recordings;

/// <summary>
/// A free run as its actors saw it: for each of them what it received in which order. With the scenario of the header
/// that is the whole run.
/// </summary>
/// <param name="Header">What was run.</param>
/// <param name="Orders">One for each actor that received something.</param>
public sealed record Recording(TraceHeader Header, IReadOnlyList<ReceiveOrder> Orders)
{
    /// <summary>
    /// Whose turn it was, by the numbers of the actors, where steps take in several actors; empty where they do not,
    /// and the order of steps of different actors does not matter.
    /// </summary>
    public IReadOnlyList<ushort> Turns { get; init; } = [];

    /// <summary>Whether it goes to the end of the run; if not, it is what was saved of it.</summary>
    public bool IsWhole { get; init; } = true;
}
