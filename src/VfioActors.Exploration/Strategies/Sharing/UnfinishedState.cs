namespace VfioActors.Exploration.Strategies.Sharing;

/// <summary>A state that waits for something before it is finished: what one thread alone finishes has none.</summary>
/// <param name="Reached">Which state.</param>
internal sealed record UnfinishedState(ReachedState Reached)
{
    /// <summary>How many threads still go on from it, and for how many other states it waits.</summary>
    internal int Waits { get; set; } = 1;
}
