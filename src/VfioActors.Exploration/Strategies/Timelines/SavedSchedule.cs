namespace VfioActors.Exploration.Strategies.Timelines;

/// <summary>A run that showed something new, as the words that decided it.</summary>
/// <param name="Words">The words.</param>
/// <param name="Sketch">Of its timeline.</param>
/// <param name="Diversity">How different it was from all that were seen before, from 1 to 50.</param>
internal sealed record SavedSchedule(ulong[] Words, ulong[] Sketch, int Diversity)
{
    /// <summary>Whether runs like it were made since all were tried last.</summary>
    internal bool IsTried { get; set; }
}
