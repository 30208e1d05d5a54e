using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>A state on the path of the search.</summary>
internal struct DporNode
{
    /// <summary>Where its sleeping steps begin.</summary>
    internal int FirstSleeper;

    /// <summary>How many sleep: those it inherited and those it went.</summary>
    internal int Sleepers;

    /// <summary>Where the steps begin that it went itself.</summary>
    internal int FirstGone;

    /// <summary>How many steps it went and is done with.</summary>
    internal int Gone;

    /// <summary>The place, among the channels that it wants gone, of the one that it is at.</summary>
    internal int At;

    /// <summary>The step to go next, once <see cref="IsResumed"/>.</summary>
    internal Choice Next;

    /// <summary>Whether the search came back to it.</summary>
    internal bool IsResumed;

    /// <summary>
    /// Whether every enabled step is to be gone, because below it a run ended before its races were seen.
    /// </summary>
    internal bool IsFull;

    /// <summary>Whether there may be something left to go.</summary>
    internal bool HasMore;

    /// <summary>Takes over what does not follow from the steps that were gone.</summary>
    internal void Recall(in DporNode kept) =>
        (Next, IsResumed, IsFull, HasMore) = (kept.Next, kept.IsResumed, kept.IsFull, kept.HasMore);
}
