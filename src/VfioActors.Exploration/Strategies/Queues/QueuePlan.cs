namespace VfioActors.Exploration.Strategies.Queues;

/// <summary>How much of a queue is held in memory, and what becomes of the rest.</summary>
/// <param name="Memory">How many bytes may be held in memory.</param>
/// <param name="Open">
/// Opens a file for the rest: empty, to be written and read anywhere, gone when it is closed. Called once at most.
/// </param>
/// <param name="Ends">
/// Ends the search, for a reason in one line: what cannot be written stays in memory, beyond the bound.
/// </param>
internal sealed record QueuePlan(long Memory, Func<Stream> Open, Action<string> Ends)
{
    /// <summary>All is held in memory.</summary>
    internal static QueuePlan InMemory { get; } = new(
        long.MaxValue, static () => throw new InvalidOperationException("nothing goes to disk"), static _ => { });
}
