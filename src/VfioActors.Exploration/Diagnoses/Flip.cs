using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>A pair of steps whose order decides, and the run in which they were swapped: nothing broke in it.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Order">The whole run with the pair swapped.</param>
internal sealed record Flip(StepPair Pair, IReadOnlyList<StepKey> Order);
