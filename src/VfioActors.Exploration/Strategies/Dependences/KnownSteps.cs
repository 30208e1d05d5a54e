namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>What a search has learned of what steps touch, in words that hold in every process.</summary>
/// <param name="Learns">Whether it learns of every step, since some commute.</param>
/// <param name="Footprints">What was seen, by receiver, sender and kind.</param>
internal sealed record KnownSteps(bool Learns, IReadOnlyList<KnownFootprint> Footprints)
{
    /// <summary>Whether another one says the same.</summary>
    internal bool IsSameAs(KnownSteps? other) =>
        other is not null && Learns == other.Learns && Footprints.SequenceEqual(other.Footprints);
}
