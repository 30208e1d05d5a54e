namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>A footprint in words that hold in every process.</summary>
/// <param name="Receiver">The number of the actor.</param>
/// <param name="Kind">The name of the kind of message.</param>
/// <param name="Sender">The number of the sender; -1 for everybody's.</param>
/// <param name="Inlines">The inline actors that took part, as <see cref="Footprint.Inlines"/>.</param>
/// <param name="Sends">The actors that were sent something.</param>
/// <param name="OwnSends">Of those whom the actor itself sent something.</param>
/// <param name="Changes">Whether the actor was left in another state.</param>
internal readonly record struct KnownFootprint(
    int Receiver, string Kind, int Sender, ulong Inlines, ulong Sends, ulong OwnSends, bool Changes);
