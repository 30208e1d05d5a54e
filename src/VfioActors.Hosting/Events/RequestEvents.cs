namespace VfioActors.Hosting.Events;

/// <summary>
/// Asks the parent of all actors for so many events more. The first time, the sender begins to listen: each
/// <see cref="VfioEvent"/> comes to it as a message, as long as it has asked for more than it got.
/// </summary>
/// <param name="Count">How many, at least 1.</param>
/// <remarks>
/// What happens while nothing is asked for is kept, <see cref="VfioEvents.Capacity"/> events at most; then the oldest
/// go, and <see cref="VfioEvent.Missed"/> says how many. An actor that stops listens no more.
/// </remarks>
public sealed record RequestEvents(int Count);
