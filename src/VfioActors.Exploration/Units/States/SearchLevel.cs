using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units.States;

/// <summary>A state on the way of a search, some of whose steps were taken.</summary>
/// <param name="reached">Which, and what was broken before it.</param>
/// <param name="fingerprint">What tells it from others, with what was broken before.</param>
internal struct SearchLevel(ReachedState reached, ulong fingerprint)
{
    /// <summary>Which state, and what was broken before it.</summary>
    internal readonly ReachedState Reached = reached;

    /// <summary>What tells it from others, with what was broken before.</summary>
    internal readonly ulong Fingerprint = fingerprint;

    /// <summary>Where its steps begin in the list of the steps of all levels.</summary>
    internal int First;

    /// <summary>How many steps there are.</summary>
    internal int Width;

    /// <summary>How many of them were taken.</summary>
    internal int Next;

    /// <summary>Which of them is taken first.</summary>
    internal int Turn;

    /// <summary>Whether it was looked where its steps lead.</summary>
    internal bool LooksAhead;

    /// <summary>What became of the run.</summary>
    internal StateMarks Marks;

    /// <summary>How many neighbours are not known to be finished.</summary>
    internal int Awaits;

    /// <summary>
    /// Which of the first 64 steps need not be taken, since they lead to what others were told of, as bits.
    /// </summary>
    internal ulong Gone;

    /// <summary>Chooses the step that is taken next, of which there is one.</summary>
    internal int NextStep()
    {
        var step = Turn + Next++;
        return step < Width ? step : step - Width;
    }
}
